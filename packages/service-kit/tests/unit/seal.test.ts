import { deriveKey, seal, unseal } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const key = deriveKey('a secret', 'test')

describe('what is sealed', () => {
  it('opens under the same key and context, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, context) => {
        expect(unseal(key, seal(key, text, context), context)).toBe(text)
      }),
    )
  })

  it('does not open in another place, or under the key of another purpose or secret', () => {
    const sealed = seal(key, 'text', 'row 1')

    expect(unseal(key, sealed, 'row 2')).toBeUndefined()
    expect(unseal(deriveKey('a secret', 'another'), sealed, 'row 1')).toBeUndefined()
    expect(unseal(deriveKey('another', 'test'), sealed, 'row 1')).toBeUndefined()
  })

  it('does not open once any byte is changed or missing', () => {
    const sealed = seal(key, 'text', 'row')
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(sealed.readUInt8(at) ^ 1, at)
      expect(unseal(key, changed, 'row')).toBeUndefined()
      expect(unseal(key, sealed.subarray(0, at), 'row')).toBeUndefined()
    }
  })

  it('looks different each time and shows nothing of the text', () => {
    const [one, two] = [seal(key, 'text to hide', ''), seal(key, 'text to hide', '')]

    expect(one.equals(two)).toBe(false)
    expect(one.includes('text')).toBe(false)
  })
})
