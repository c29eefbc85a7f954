import { describe, expect, it } from 'vitest'
import { Email } from '../../src/accounts/accounts.schema.js'

describe('an e-mail', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.L+notes@Example.COM ', 'Ada.L+notes@example.com'],
    ["o'hara_1@mail.co.uk", "o'hara_1@mail.co.uk"],
    ['ada@почта.рф', 'ada@xn--80a1acny.xn--p1ai'],
  ])('%j is stored as %s', (typed, stored) => {
    expect(Email.parse(typed)).toBe(stored)
  })

  it.each([
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@localhost',
    'ada@@example.com',
    'a b@example.com',
    'ada@exa mple.com',
    'ada@example..com',
    'a..b@example.com',
    '.ada@example.com',
    'ada@127.0.0.1',
    'ada@-example.com',
    '"ada"@example.com',
    'ada\u0000@example.com',
    'ada@example.com\nBcc: all@example.com',
    `${'a'.repeat(250)}@example.com`,
    42,
    null,
    ['ada@example.com'],
  ])('is not %j', (value) => {
    expect(Email.safeParse(value).success).toBe(false)
  })
})
