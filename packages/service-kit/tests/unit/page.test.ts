import { decodeCursor, encodeCursor, PageQuery, Refusal, toPage } from '@quark/service-kit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'

const Key = z.tuple([z.string(), z.number()])

describe('pages', () => {
  it('opens the cursors it made', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (text, number) => {
        expect(decodeCursor(encodeCursor(text, number), Key)).toEqual([text, number])
      }),
    )
  })

  it('refuses every other cursor with one error', () => {
    const foreign = encodeCursor('of another list')
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.constant(foreign)), (cursor) => {
        expect(() => decodeCursor(cursor, Key)).toThrow(Refusal)
      }),
    )
  })

  it('says where to go on only when there is more', () => {
    const cut = (rows: number[]) =>
      toPage(
        rows,
        2,
        (row) => row * 10,
        (row) => [row],
      )
    expect(cut([1, 2, 3])).toEqual({ items: [10, 20], nextCursor: encodeCursor(2) })
    expect(cut([1, 2])).toEqual({ items: [10, 20], nextCursor: null })
    expect(cut([])).toEqual({ items: [], nextCursor: null })
  })

  it('takes 1 to 100 a page', () => {
    expect(PageQuery.parse({ limit: '100' })).toMatchObject({ limit: 100 })
    for (const limit of ['0', '101', '1.5', 'ten']) expect(PageQuery.safeParse({ limit }).success).toBe(false)
  })
})
