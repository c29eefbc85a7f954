/** Bytes of UTF-8 that the HTML of a post may have, before and after cleaning: some 40 000 words of Russian. */
export const MOST_BYTES = 500_000
/** Opening brackets. The cost of cleaning grows with the square of the depth, and this keeps it below 0.3 s. */
const MOST_TAGS = 20_000

export const tooBig = `must have at most ${MOST_BYTES} bytes`

export const fits = (html: string): boolean => Buffer.byteLength(html) <= MOST_BYTES

/** False for a text that is all markup, made to keep the cleaning busy. */
export function isSimple(html: string): boolean {
  let tags = 0
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) if (++tags > MOST_TAGS) return false
  return true
}
