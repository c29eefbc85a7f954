import { RangeNotSatisfiable } from './errors/range-not-satisfiable.js'
import type { ByteRange } from './object-store.js'

/** First and last byte. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** @throws TypeError for numbers that are no range at all */
export function assertRange(range: ByteRange): void {
  const bounds = 'suffix' in range ? [range.suffix] : [range.first, range.last ?? range.first]
  const ordered = 'suffix' in range || range.last === undefined || range.last >= range.first
  if (ordered && bounds.every((bound) => Number.isSafeInteger(bound) && bound >= 0)) return
  throw new TypeError(`${JSON.stringify(range)} is no range of bytes`)
}

/**
 * Which bytes of an object of this size a range means.
 * @throws RangeNotSatisfiable when that is none
 */
export function spanOf(range: ByteRange, key: string, size: number): Span {
  const first = 'suffix' in range ? Math.max(0, size - range.suffix) : range.first
  const last = 'suffix' in range ? size - 1 : Math.min(range.last ?? size - 1, size - 1)
  if (first >= size || last < first) throw new RangeNotSatisfiable(key, size)
  return { first, last }
}
