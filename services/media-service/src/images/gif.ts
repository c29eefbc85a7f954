import { BadImage } from './image-work.js'

const EXTENSION = 0x21
const IMAGE = 0x2c
const TRAILER = 0x3b
const HEADER_BYTES = 13
const DESCRIPTOR_BYTES = 10

/** Bytes of the table of colours whose size is in these flags. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)

/**
 * Walks over the blocks of a GIF (GIF89a, appendix B) to its trailer: libvips shows what there is of one that is cut off.
 * @throws BadImage when it does not come to an end, or has too many frames
 */
export function assertWholeGif(gif: Uint8Array, mostFrames: number): void {
  let at = HEADER_BYTES + tableBytes(gif[10] ?? 0)
  let frames = 0
  const skipBlocks = (): void => {
    while (gif[at]) at += 1 + (gif[at] ?? 0)
    at++
  }
  while (at < gif.length) {
    const block = gif[at]
    if (block === TRAILER) return
    if (block === EXTENSION) {
      at += 2
    } else if (block === IMAGE) {
      if (++frames > mostFrames) throw new BadImage('image-too-many-frames', `more than ${mostFrames} frames`)
      at += DESCRIPTOR_BYTES + tableBytes(gif[at + DESCRIPTOR_BYTES - 1] ?? 0) + 1
    } else {
      throw new BadImage('image-broken', `a block of the kind ${block} at ${at}`)
    }
    skipBlocks()
  }
  throw new BadImage('image-broken', 'it ends without a trailer')
}
