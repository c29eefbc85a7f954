import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEEPEST, inReadingOrder, removalOf, wholeThreads } from '../../src/comments/threads.rules.js'

interface Row {
  id: string
  parent_id: string | null
  deleted_at: Date | null
}

/** Threads as they come to be: each comment answers an earlier one or none. */
const threads = fc.array(fc.option(fc.nat(), { freq: 3 }), { maxLength: 30 }).map((answered): Row[] =>
  answered.map((at, index) => ({
    id: `c${String(index).padStart(3, '0')}`,
    parent_id: at === null || index === 0 ? null : `c${String(at % index).padStart(3, '0')}`,
    deleted_at: null,
  })),
)

describe('comments in reading order', () => {
  it('stand under what they answer, the older first, set in by a bounded depth', () => {
    fc.assert(
      fc.property(threads, (rows) => {
        const ordered = inReadingOrder(rows)
        expect(ordered.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id))
        for (const [index, { id, parent_id, depth }] of ordered.entries()) {
          const parent = ordered.findIndex((other) => other.id === parent_id)
          expect(depth).toBe(parent < 0 ? 0 : Math.min((ordered[parent]?.depth ?? 0) + 1, DEEPEST))
          expect(parent).toBeLessThan(index)
          const sisters = ordered.filter((other) => other.parent_id === parent_id).map((other) => other.id)
          expect(sisters.indexOf(id)).toBe(sisters.toSorted().indexOf(id))
        }
      }),
    )
  })

  it('keeps what answers a comment together', () => {
    const rows = [
      { id: 'a', parent_id: null },
      { id: 'b', parent_id: null },
      { id: 'c', parent_id: 'a' },
      { id: 'd', parent_id: 'c' },
      { id: 'e', parent_id: 'a' },
    ]
    expect(inReadingOrder(rows).map(({ id, depth }) => `${id}${depth}`)).toEqual(['a0', 'c1', 'd2', 'e1', 'b0'])
  })
})

describe('what a removal does to a thread', () => {
  it('leaves exactly those that are there, and the places that lead to them', () => {
    const orders = threads.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows.map(({ id }) => id))))
    fc.assert(
      fc.property(orders, ([rows, order]) => {
        let left = rows
        for (const id of order) {
          const { gone, emptied } = removalOf(left, new Set([id]))
          left = left
            .filter((row) => !gone.includes(row.id))
            .map((row) => (emptied.includes(row.id) ? { ...row, deleted_at: new Date() } : row))
        }
        expect(left.map(({ id }) => id)).toEqual(expected(rows, new Set(order)))
        const atOnce = removalOf(rows, new Set(order))
        expect(rows.map(({ id }) => id).filter((id) => !atOnce.gone.includes(id))).toEqual(left.map(({ id }) => id))
        expect(atOnce.emptied.toSorted()).toEqual(left.filter(({ deleted_at }) => deleted_at).map(({ id }) => id))
      }),
    )
  })

  /** The comments that were not deleted, and everything above them. */
  function expected(rows: Row[], deleted: Set<string>): string[] {
    const kept = new Set<string>()
    for (const row of rows.filter(({ id }) => !deleted.has(id))) {
      for (let at: Row | undefined = row; at; at = rows.find(({ id }) => id === at?.parent_id)) kept.add(at.id)
    }
    return [...kept].toSorted()
  }
})

describe('the threads of a page', () => {
  it.each([
    [[1, 1, 1], 2, 2],
    [[1, 3, 1], 3, 1],
    [[9, 1], 3, 1],
    [[2, 1, 5], 3, 2],
    [[2, 5, 1], 3, 1],
    [[], 3, 0],
  ])('of the sizes %j, %i comments at most: %i', (sizes, limit, count) => {
    const found = sizes.map((size) => ({ size }))
    expect(wholeThreads(found, limit)).toEqual(found.slice(0, count))
  })
})
