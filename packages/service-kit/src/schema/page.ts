import { z } from 'zod'
import { Refusal } from '../http/refusal.js'

/** An id: UUIDv7, RFC 9562. */
export const Id = z.uuid('must be a UUID')

/** `?limit=&cursor=` of every list. A cursor is opaque and comes from `nextCursor` of the page before. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(500).optional(),
})
export type PageQuery = z.infer<typeof PageQuery>

/** The answer of every list. `nextCursor` is null on the last page. */
export function Page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** Packs the sort key of the last row of a page. */
export function encodeCursor(...key: (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * Opens a cursor against the shape of the key that this list sorts by.
 * @throws Refusal 400 `cursor-invalid` when it was made up, cut, or made for another list.
 */
export function decodeCursor<Key extends z.ZodType>(cursor: string, key: Key): z.infer<Key> {
  try {
    return key.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw Refusal.invalid('cursor-invalid', [
      { field: 'cursor', code: 'invalid', message: 'is not a cursor of this list; start again without one' },
    ])
  }
}

/** Cuts one row too many off a page and makes the cursor of what follows. Ask the database for `limit + 1` rows. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  view: (row: Row) => Item,
  keyOf: (row: Row) => (string | number)[],
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(view),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(...keyOf(last)) : null,
  }
}
