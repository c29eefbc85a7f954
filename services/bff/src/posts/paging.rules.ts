import { decodeCursor, encodeCursor } from '@quark/service-kit'
import { z } from 'zod'

const PositionKey = z.tuple([z.iso.datetime(), z.uuid()])

/** Where a list by time goes on: after the post with this time and id. */
export interface Position {
  readonly publishedAt: string
  readonly id: string
}

/** @throws Refusal 400 `cursor-invalid` */
export function positionOf(cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined
  const [publishedAt, id] = decodeCursor(cursor, PositionKey)
  return { publishedAt, id }
}

export function cursorAfter({ posts, more }: { posts: readonly Position[]; more: boolean }): string | null {
  const last = posts.at(-1)
  return more && last ? encodeCursor(last.publishedAt, last.id) : null
}
