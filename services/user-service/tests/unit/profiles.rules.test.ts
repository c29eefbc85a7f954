import type { Refusal } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'
import { assertNameAllowed, assertOwn } from '../../src/profiles/profiles.rules.js'

function codeOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('a display name', () => {
  it.each(['Ada Lovelace', 'Ада Лавлейс', "O'Brien-Smith, Jr.", '王小明', 'José', '👩‍💻 Ada', '🦊', '7'])(
    'may be %s',
    (name) => {
      expect(codeOf(() => assertNameAllowed(name))).toBeUndefined()
    },
  )

  it.each([
    ['Ada\u200b', 'name-invisible'],
    ['\ufeffAda', 'name-invisible'],
    ['Ada\u2028Lovelace', 'name-invisible'],
    ['\u3164', 'name-invisible'],
    ['\u2800\u2800', 'name-invisible'],
    ['A\u0300\u0301\u0302\u0303\u0304', 'name-marks'],
    ['...', 'name-empty'],
    ['- - -', 'name-empty'],
  ])('may not be %j: %s', (name, code) => {
    expect(codeOf(() => assertNameAllowed(name))).toBe(code)
  })
})

describe('a profile', () => {
  it('is its owner’s alone to change', () => {
    expect(codeOf(() => assertOwn('a', 'a'))).toBeUndefined()
    expect(codeOf(() => assertOwn('a', 'b'))).toBe('not-your-profile')
  })
})
