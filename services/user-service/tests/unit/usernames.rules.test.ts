import type { Refusal } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RESERVED } from '../../src/usernames/reserved-usernames.js'
import { assertUsernameAllowed, isUsername, skeletonOf } from '../../src/usernames/usernames.rules.js'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const wellFormed = fc
  .stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{1,28}[A-Za-z0-9]$/)
  .filter((name) => codeOf(name) !== 'username-reserved')

function codeOf(username: string): string | undefined {
  try {
    assertUsernameAllowed(username)
    return undefined
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('a username', () => {
  it.each(['ada', 'Ada-Lovelace', 'x_1', '2pac', 'a'.repeat(30)])('may be %s', (name) => {
    expect(codeOf(name)).toBeUndefined()
  })

  it.each([
    ['', 'username-length'],
    ['ad', 'username-length'],
    ['a'.repeat(31), 'username-length'],
    ['-ada', 'username-invalid'],
    ['ada_', 'username-invalid'],
    ['ada lovelace', 'username-invalid'],
    ['ada.lovelace', 'username-invalid'],
    ['а́да', 'username-invalid'],
    ['аdа', 'username-invalid'],
    ['ada\n', 'username-invalid'],
    ['ada\u0000', 'username-invalid'],
    ['admin', 'username-reserved'],
    ['ADMIN', 'username-reserved'],
    ['4dmin-', 'username-invalid'],
    ['adm1n', 'username-reserved'],
    ['ad-min', 'username-reserved'],
    ['r00t', 'username-reserved'],
    ['adrnin', 'username-reserved'],
    ['qua_rk', 'username-reserved'],
    ['nul1', 'username-reserved'],
  ])('may not be %j: %s', (name, code) => {
    expect(codeOf(name)).toBe(code)
  })

  it('is refused with the field at fault', () => {
    expect(() => assertUsernameAllowed('a b')).toThrowError(
      expect.objectContaining({
        status: 400,
        options: expect.objectContaining({ fields: [expect.objectContaining({ field: 'username' })] }),
      }),
    )
  })

  it('has a form that its address can have', () => {
    fc.assert(
      fc.property(wellFormed, (name) => {
        expect(isUsername(name)).toBe(true)
        expect(encodeURIComponent(name)).toBe(name)
      }),
    )
  })

  it('is refused for any other character, wherever it stands', () => {
    const foreign = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((char) => !/^[\w-]$/.test(char))
    fc.assert(
      fc.property(wellFormed, foreign, fc.nat(), (name, char, at) => {
        const cut = at % (name.length + 1)
        expect(isUsername(name.slice(0, cut) + char + name.slice(cut))).toBe(false)
      }),
    )
  })

  it('is never one of the reserved, however its case or separators', () => {
    fc.assert(
      fc.property(fc.constantFrom(...RESERVED), fc.infiniteStream(fc.boolean()), (name, upper) => {
        const cased = [...name].map((char) => (upper.next().value ? char.toUpperCase() : char)).join('')
        expect(codeOf(cased)).toMatch(/^username-(reserved|length)$/)
      }),
    )
  })
})

describe('the skeleton of usernames', () => {
  it.each([
    ['Ada', 'ada'],
    ['l0ve', 'LOVE'],
    ['paul', 'pau1'],
    ['Ilya', 'llya'],
    ['lia', '1ia'],
    ['mary-ann', 'mary_ann'],
    ['mary-ann', 'mary__ann'],
    ['modern', 'modem'],
    ['vvendy', 'wendy'],
  ])('is the same for %s and %s, which look alike', (one, other) => {
    expect(skeletonOf(one)).toBe(skeletonOf(other))
  })

  it.each([
    ['ada', 'adam'],
    ['maryann', 'mary-ann'],
    ['anna', 'ana'],
    ['user2', 'user3'],
    ['boris', 'doris'],
  ])('differs for %s and %s', (one, other) => {
    expect(skeletonOf(one)).not.toBe(skeletonOf(other))
  })

  it('does not depend on case, and is its own skeleton', () => {
    fc.assert(
      fc.property(wellFormed, (name) => {
        expect(skeletonOf(name.toUpperCase())).toBe(skeletonOf(name.toLowerCase()))
        expect(skeletonOf(skeletonOf(name))).toBe(skeletonOf(name))
      }),
    )
  })

  it('does not throw names together that differ in a plain letter', () => {
    const plain = [...LETTERS.slice(0, 26)].filter((letter) => !'ilomrnvw'.includes(letter))
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...plain), { minLength: 3, maxLength: 30 }), (letters) => {
        expect(skeletonOf(letters.join(''))).toBe(letters.join(''))
      }),
    )
  })
})
