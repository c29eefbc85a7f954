/** One way to write a tag: `  #Node.JS ` and `node.js` are the same one. */
export function normalTag(tag: string): string {
  return tag.normalize('NFC').trim().replace(/^#+/, '').replace(/\s+/g, ' ').toLowerCase().normalize('NFC').trim()
}

/** Each tag once, in the author's order. */
export const uniqueTags = (tags: readonly string[]): string[] => [...new Set(tags)]
