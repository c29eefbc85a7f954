import { encodeCursor, uuidv7 } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cursorOf, markOf, progressOf } from '../../src/feed/progress.rules.js'
import { positionOf } from '../../src/posts/paging.rules.js'

describe('the cursor of the order for you', () => {
  it('carries what was seen, and since when', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 300 }), (marks) => {
        const progress = { asOf: new Date('2026-11-25T12:00:00.123Z'), seen: new Set(marks) }
        const cursor = cursorOf(progress)
        expect(progressOf(cursor)).toEqual(progress)
        expect(cursor.length).toBeLessThanOrEqual(3000)
      }),
    )
  })

  it('tells posts apart that were made in the same moment', () => {
    const marks = Array.from({ length: 500 }, () => markOf(uuidv7()))
    expect(new Set(marks).size).toBe(500)
  })

  it('is none of a list by time, nor the other way round', () => {
    const byTime = encodeCursor('2026-11-25T12:00:00.000Z', uuidv7())
    const forYou = cursorOf({ asOf: new Date(), seen: new Set([1]) })
    expect(() => progressOf(byTime)).toThrow(expect.objectContaining({ code: 'cursor-invalid' }))
    expect(() => positionOf(forYou)).toThrow(expect.objectContaining({ code: 'cursor-invalid' }))
  })
})
