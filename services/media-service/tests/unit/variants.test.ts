import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { variantsOf } from '../../src/media/variants.rules.js'

describe('the variants of an image', () => {
  const side = fc.integer({ min: 1, max: 50_000 })

  it('are never larger than it, have its shape, and no two are alike', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const [preview, ...sized] = variantsOf(width, height)
        expect(preview?.width).toBe(preview?.height)
        expect(preview?.width).toBeLessThanOrEqual(Math.min(width, height, 192))
        expect(sized.length).toBeGreaterThan(0)
        expect(new Set(sized.map((one) => one.width)).size).toBe(sized.length)
        for (const one of sized) {
          expect(one.width).toBeLessThanOrEqual(Math.min(width, Number(one.name)))
          expect(one.height).toBeLessThanOrEqual(height)
          expect(Math.abs(one.height - (height * one.width) / width)).toBeLessThanOrEqual(1)
        }
        expect(sized.at(-1)?.width).toBe(Math.min(width, 1600))
      }),
    )
  })
})
