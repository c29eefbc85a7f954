import type { Piece } from '../comments.ts'

const ADDRESS = /https?:\/\/[^\s<>"'`]+/giu
/** What ends a sentence and not an address. */
const TAIL = /[.,:;!?…»”’*_~)\]}]+$/u

/**
 * Plain text in pieces, of which those that are web addresses lead there. Nothing else ever becomes a link, and the
 * pieces together are the text.
 */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutTail(found)
    const href = webAddress(address)
    if (href === undefined) continue
    if (index > done) pieces.push({ text: text.slice(done, index) })
    pieces.push({ text: address, href })
    done = index + address.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

/** Closing brackets stay when they close one that is inside: `/wiki/Quark_(physics)`. */
function withoutTail(found: string): string {
  const address = found.replace(TAIL, '')
  const closes = found.slice(address.length).startsWith(')')
  return closes && address.lastIndexOf('(') > address.lastIndexOf(')') ? `${address})` : address
}

function webAddress(text: string): string | undefined {
  const url = URL.parse(text)
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
  return isWeb && url.username === '' && url.password === '' ? url.href : undefined
}
