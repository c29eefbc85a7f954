import { decodeCursor, encodeCursor } from '@quark/service-kit'
import { z } from 'zod'

const ProgressKey = z.tuple([z.literal('forYou'), z.iso.datetime(), z.base64url()])

/** How far somebody has read an order by taste: since when, and what they have seen, which no later page repeats. */
export interface Progress {
  readonly asOf: Date
  readonly seen: ReadonlySet<number>
}

/** @throws Refusal 400 `cursor-invalid` */
export function progressOf(cursor: string | undefined): Progress {
  if (cursor === undefined) return { asOf: new Date(), seen: new Set() }
  const [, asOf, packed] = decodeCursor(cursor, ProgressKey)
  const bytes = Buffer.from(packed, 'base64url')
  const seen = new Set<number>()
  for (let at = 0; at + 4 <= bytes.length; at += 4) seen.add(bytes.readUInt32BE(at))
  return { asOf: new Date(asOf), seen }
}

export function cursorOf({ asOf, seen }: Progress): string {
  const bytes = Buffer.alloc(seen.size * 4)
  ;[...seen].forEach((mark, index) => void bytes.writeUInt32BE(mark, index * 4))
  return encodeCursor('forYou', asOf.toISOString(), bytes.toString('base64url'))
}

/** The last 32 bits of an id: they are random in a UUIDv7, and short enough to be carried in an address. */
export const markOf = (id: string): number => Number.parseInt(id.slice(-8), 16)
