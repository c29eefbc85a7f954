import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { Variant } from '../db/schema.js'
import { variantsOf } from '../media/variants.rules.js'
import type { ImageHeader, ImageOrder, RemadeImage } from './image-work.js'
import { look, open } from './sharp.js'

/** Measured on 12 megapixels: a step more takes twice the time and saves 3 %. */
const WEBP = { quality: 80, effort: 2 } as const
/** What is kept as the original is only ever scaled from, so it loses little. */
const FULL_QUALITY = 90
/** ThumbHash takes 100 pixels a side at most. */
const THUMB = 100

/** Makes an image anew from its pixels. @throws BadImage, or what libvips says of a damaged one */
export async function remake(order: ImageOrder): Promise<RemadeImage> {
  const header = await look(order)
  return header.frames > 1 ? remakeMoving(order, header) : remakeStill(order, header)
}

/** Decodes once, and scales the small ones from the largest variant. */
async function remakeStill(order: ImageOrder, { width, height }: ImageHeader): Promise<RemadeImage> {
  const full = await pixelsOf(open(order).autoOrient())
  const variants = variantsOf(width, height)
  const largest = variants.at(-1) ?? { width, height }
  const scaled = largest.width === width ? full : await pixelsOf(full().resize(largest.width, largest.height))
  return {
    original: await content(asOriginal(full(), order.contentType)),
    variants: await Promise.all(variants.map((variant) => filled(variant, scaled()))),
    thumbhash: await thumbhashOf(scaled()),
  }
}

/** Every variant moves but the preview. */
async function remakeMoving(order: ImageOrder, { width, height }: ImageHeader): Promise<RemadeImage> {
  const moving = (): Sharp => open(order, { pages: -1 })
  const first = await pixelsOf(open(order))
  const variants: RemadeImage['variants'][number][] = []
  // One after the other: all frames of one are in memory at once.
  for (const variant of variantsOf(width, height)) {
    variants.push(await filled(variant, variant.name === 'preview' ? first() : moving()))
  }
  return {
    original: await content(asOriginal(moving(), order.contentType)),
    variants,
    thumbhash: await thumbhashOf(first()),
  }
}

/** The pixels of an image, decoded, to begin from as often as needed. */
async function pixelsOf(image: Sharp): Promise<() => Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  return () => sharp(data, { raw: rawOf(info), limitInputPixels: false })
}

const rawOf = ({ width, height, channels }: OutputInfo) => ({ width, height, channels })

/** In the format that it came in; AVIF as WebP, since making AVIF takes seconds. */
function asOriginal(image: Sharp, contentType: string): Sharp {
  if (contentType === 'image/jpeg') return image.jpeg({ quality: FULL_QUALITY })
  if (contentType === 'image/png') return image.png({ compressionLevel: 6 })
  if (contentType === 'image/gif') return image.gif({ effort: 2 })
  return image.webp({ ...WEBP, quality: FULL_QUALITY })
}

async function filled(variant: Variant, image: Sharp): Promise<Variant & { content: Uint8Array }> {
  const made = await content(image.resize(variant.width, variant.height, { fit: 'cover' }).webp(WEBP))
  return { ...variant, bytes: made.length, content: made }
}

const content = (image: Sharp): Promise<Buffer> => image.toBuffer()

async function thumbhashOf(image: Sharp): Promise<string> {
  const small = image.resize(THUMB, THUMB, { fit: 'inside', withoutEnlargement: true })
  const { data, info } = await small.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
