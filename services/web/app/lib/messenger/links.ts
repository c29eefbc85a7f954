/** A piece of a text; one with `href` is a link. */
export interface Part {
  text: string
  href?: string
}

const LINK = /https?:\/\/[^\s<>"]+/g
/** Belongs to the sentence and not to the address. */
const END = /[.,;:!?»"')\]]+$/

/** Finds the web addresses in a text. The pieces together are the text. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const address = withoutEnd(found)
    if (!URL.canParse(address)) continue
    if (index > from) parts.push({ text: text.slice(from, index) })
    parts.push({ text: address, href: address })
    from = index + address.length
  }
  return from < text.length ? [...parts, { text: text.slice(from) }] : parts
}

/** A closing bracket stays when the address opens it: `https://en.wikipedia.org/wiki/Quark_(physics)`. */
function withoutEnd(found: string): string {
  const cut = found.replace(END, '')
  return cut.includes('(') && !cut.includes(')') && found[cut.length] === ')' ? `${cut})` : cut
}
