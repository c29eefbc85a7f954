import { describe, expect, it } from 'vitest'
import { clientKey } from '../../src/edge/limits.js'

describe('whom a limit counts', () => {
  it('is an IPv4 address by itself', () => {
    expect(clientKey('203.0.113.9')).toBe('203.0.113.9')
  })

  it.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::9', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['1:2:3::4:5:6:7', '1:2:3:0'],
  ])('is the /64 of %s', (address, network) => {
    expect(clientKey(address)).toBe(network)
  })
})
