import { diffArrays } from 'diff'

/** A piece of one of two texts, and whether the other one has it not. */
export interface Piece {
  text: string
  isOwn: boolean
}

/** Texts that differ in more words than this are shown without marks: they would be all mark, and cost seconds. */
const MOST_EDITS = 2000

/** Words, spaces and signs of any script. */
const words = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? []

/** Both texts in pieces, by whole words. The pieces of each, put together, are the text. */
export function differenceOf(mine: string, theirs: string): { mine: Piece[]; theirs: Piece[] } {
  const changes = diffArrays(words(mine), words(theirs), { maxEditLength: MOST_EDITS })
  if (!changes) return { mine: [{ text: mine, isOwn: false }], theirs: [{ text: theirs, isOwn: false }] }
  const side = (other: 'added' | 'removed', own: 'added' | 'removed'): Piece[] =>
    changes.filter((change) => !change[other]).map((change) => ({ text: change.value.join(''), isOwn: change[own] }))
  return { mine: side('added', 'removed'), theirs: side('removed', 'added') }
}
