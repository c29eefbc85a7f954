import { describe, expect, it } from 'vitest'
import { deriveKey, seal, unseal } from '#lib/server/seal.ts'

const key = deriveKey('a secret of some length')
const row = Buffer.from('row 1')

describe('sealing', () => {
  it('opens what it sealed', () => {
    expect(unseal(key, seal(key, 'tokens, ключи', row), row)).toBe('tokens, ключи')
  })

  it('never gives the same bytes twice and does not show the text', () => {
    const [first, second] = [seal(key, 'access token', row), seal(key, 'access token', row)]
    expect(first.equals(second)).toBe(false)
    expect(first.includes('access token')).toBe(false)
  })

  it('opens nothing for another row or with another key', () => {
    const sealed = seal(key, 'tokens', row)
    expect(unseal(key, sealed, Buffer.from('row 2'))).toBeUndefined()
    expect(unseal(deriveKey('another secret'), sealed, row)).toBeUndefined()
  })

  it('opens nothing of which any byte was changed or cut', () => {
    const sealed = seal(key, 'tokens', row)
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(unseal(key, changed, row), `byte ${index}`).toBeUndefined()
      expect(unseal(key, sealed.subarray(0, index), row), `cut at ${index}`).toBeUndefined()
    }
  })
})
