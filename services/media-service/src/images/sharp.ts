import sharp, { type Sharp, type SharpOptions } from 'sharp'
import { assertWholeGif } from './gif.js'
import { BadImage, type ImageHeader, type ImageOrder } from './image-work.js'

// One image at a time, one core for each process: more at once is a matter of more processes.
sharp.concurrency(1)
sharp.cache(false)
// Of all that libvips can read, what is taken.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadHeifBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
})

const FORMATS: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'heif',
}

/** An order's image; one that is cut off or damaged is refused instead of being mended. */
export const open = ({ content, limits }: ImageOrder, options: SharpOptions = {}): Sharp =>
  sharp(content, { failOn: 'truncated', limitInputPixels: limits.pixels, sequentialRead: true, ...options })

/** Reads the header alone. @throws BadImage */
export async function look(order: ImageOrder): Promise<ImageHeader> {
  if (order.contentType === 'image/gif') assertWholeGif(order.content, order.limits.frames)
  const {
    format,
    width,
    height,
    autoOrient,
    pages = 1,
    pageHeight,
  } = await open(order, {
    pages: -1,
    limitInputPixels: false,
  }).metadata()
  if (format !== FORMATS[order.contentType]) {
    throw new BadImage('image-broken', `its first bytes say ${order.contentType}, and it reads as ${format}`)
  }
  const moves = pages > 1 && pageHeight !== undefined
  const shown = moves ? { width, height: pageHeight } : autoOrient
  const { frames, pixels } = order.limits
  if (pages > frames) throw new BadImage('image-too-many-frames', `${pages} frames`)
  if (shown.width * shown.height * pages > pixels) {
    throw new BadImage('image-too-large', `${width} x ${height} pixels, ${pages} frames`)
  }
  return { ...shown, frames: moves ? pages : 1 }
}
