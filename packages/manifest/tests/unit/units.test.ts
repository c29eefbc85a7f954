import { describe, expect, it } from 'vitest'
import { limit, size } from '../../src/schema/units.js'

describe('limits', () => {
  it.each([
    ['1/second', { requests: 1, seconds: 1 }],
    ['100/minute', { requests: 100, seconds: 60 }],
    ['100/hour', { requests: 100, seconds: 3600 }],
    ['5/day', { requests: 5, seconds: 86_400 }],
  ])('reads %s', (text, expected) => expect(limit.parse(text)).toEqual(expected))

  it.each(['100', '0/hour', '-1/hour', '1.5/hour', '100/hours', '100 / hour', '/hour', '1e9/hour', ''])(
    'refuses %s',
    (text) => expect(limit.safeParse(text).success).toBe(false),
  )
})

describe('sizes', () => {
  it.each([
    ['1b', 1],
    ['16kb', 16_384],
    ['1mb', 1_048_576],
    ['2gb', 2_147_483_648],
  ])('reads %s', (text, expected) => expect(size.parse(text)).toBe(expected))

  it.each(['1', '0kb', '1.5mb', '1 mb', '1MB', 'mb', ''])('refuses %s', (text) =>
    expect(size.safeParse(text).success).toBe(false),
  )
})
