import type { Variant } from '../db/schema.js'

const SIZES = [320, 800, 1600]
/** The side of the square that lists and avatars show. */
const PREVIEW = 192

/** The variants of an image of this size, the smallest first: none is larger than the image, and no two are alike. */
export function variantsOf(width: number, height: number): Variant[] {
  const largest = SIZES.find((size) => size >= width) ?? SIZES.at(-1) ?? width
  const side = Math.min(PREVIEW, width, height)
  const sized = SIZES.filter((size) => size <= largest).map((size): Variant => {
    const shown = Math.min(size, width)
    return { name: String(size), width: shown, height: Math.max(1, Math.round((height * shown) / width)), bytes: 0 }
  })
  return [{ name: 'preview', width: side, height: side, bytes: 0 }, ...sized]
}
