import { describe, expect, it } from 'vitest'
import { Networks } from '../../src/edge/networks.js'

describe('a set of networks', () => {
  const networks = new Networks(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1'])

  it.each(['10.255.0.1', '192.0.2.7', '2001:db8:1::5', '::1', '::ffff:10.0.0.1'])('has %s', (address) => {
    expect(networks.has(address)).toBe(true)
  })

  it.each(['11.0.0.1', '192.0.2.8', '2001:db9::1', '', 'localhost', '10.0.0.1:80'])('has not %s', (address) => {
    expect(networks.has(address)).toBe(false)
  })

  it('has nothing when it is empty', () => {
    expect(new Networks([]).has('127.0.0.1')).toBe(false)
  })

  it.each(['10.0.0.0/33', '10.0.0/8', '::1/129', 'example.org', '10.0.0.0/8/8', '10.0.0.0/', '10.0.0.0/x'])(
    'is refused when it is written as %s',
    (entry) => {
      expect(() => new Networks([entry])).toThrow(entry)
    },
  )
})
