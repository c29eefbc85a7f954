import type { Refusal } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCommonPassword } from '../../src/passwords/common-passwords.js'
import { assertPasswordAllowed, fitsBcrypt, normalisePassword } from '../../src/passwords/passwords.rules.js'

const owner = { username: 'Lovelace', email: 'ada@analytical.example' }

function flawOf(password: string): string | undefined {
  try {
    assertPasswordAllowed(password, owner, 'newPassword')
    return undefined
  } catch (error) {
    const { options } = error as Refusal
    expect(error).toMatchObject({ status: 400, code: 'password-refused' })
    expect(options.fields?.[0]?.field).toBe('newPassword')
    return options.fields?.[0]?.code
  }
}

describe('a password', () => {
  it.each([
    'correct horse battery staple',
    'xK9#mQ2$',
    'тихое озеро зимой',
    `${'longest'.repeat(10)}72`,
    '🦊🦉🐢🐙🦀🐝🐌🦋',
    'lovelace and eight more',
  ])('may be %s', (password) => {
    expect(flawOf(password)).toBeUndefined()
  })

  it.each([
    ['1234567', 'too-short'],
    ['🦊🦉🐢🐙🦀🐝🐌', 'too-short'],
    [`${'longest'.repeat(10)}72!`, 'too-long'],
    [`${'яр'.repeat(18)}!`, 'too-long'],
    ['password', 'common-password'],
    ['PassWord1', 'common-password'],
    ['qwertyuiop', 'common-password'],
    ['йцукенгшщз', 'common-password'],
    ['98765432', 'common-password'],
    ['iloveyou123', 'common-password'],
    ['zzzzzzzzzzzz', 'common-password'],
    ['abababababab', 'common-password'],
    ['lovelace', 'personal-password'],
    ['LOVELACE1815', 'personal-password'],
    ['ada@analytical.example', 'personal-password'],
    ['analytical1', 'personal-password'],
  ])('may not be %j: %s', (password, code) => {
    expect(flawOf(password)).toBe(code)
  })

  it('is judged as it will be hashed: the ligature is two letters', () => {
    expect(normalisePassword('ﬁsh')).toBe('fish')
    expect(flawOf('ｐａｓｓｗｏｒｄ')).toBe('common-password')
  })

  it('of 72 bytes is read whole by bcrypt, and a longer one is not allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 60 }), (password) => {
        const bytes = Buffer.byteLength(password.normalize('NFKC'))
        expect(fitsBcrypt(password)).toBe(bytes <= 72)
        if (bytes > 72) expect(['too-long', 'too-short']).toContain(flawOf(password))
      }),
    )
  })
})

describe('the list of common passwords', () => {
  it('does not depend on case', () => {
    expect(isCommonPassword('TrustNo1')).toBe(true)
  })

  it('leaves random ones alone', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9!?#]{14}$/), (password) => {
        fc.pre(new Set(password.toLowerCase()).size > 6)
        expect(isCommonPassword(password)).toBe(false)
      }),
    )
  })
})
