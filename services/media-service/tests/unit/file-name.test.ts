import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayName } from '../../src/uploads/file-name.rules.js'

describe('the name of a file', () => {
  it('is always something to show, on one line, and no path', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme', maxLength: 500 })), (given) => {
        const name = displayName(given)
        expect(name).toMatch(/^[^/\\\p{C}]+$/u)
        expect(name.startsWith('.')).toBe(false)
        expect([...name].length).toBeLessThanOrEqual(120)
        expect(displayName(name)).toBe(name)
      }),
      { numRuns: 1000 },
    )
  })
})
