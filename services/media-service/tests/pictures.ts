import sharp from 'sharp'

/** A picture that compresses like a photograph does. */
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#7a8', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  })

export const aJpeg = (width = 640, height = 480): Promise<Buffer> => noise(width, height).jpeg().toBuffer()
/** One of few bytes and many pixels. */
export const aPlainJpeg = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#7a8' } })
    .jpeg()
    .toBuffer()
export const aPng = (width = 640, height = 480): Promise<Buffer> => noise(width, height).png().toBuffer()
export const aWebp = (width = 640, height = 480): Promise<Buffer> => noise(width, height).webp().toBuffer()
export const anAvif = (width = 128, height = 96): Promise<Buffer> => noise(width, height).avif({ effort: 0 }).toBuffer()

/** An animation, as GIF or WebP. */
export async function anAnimation(format: 'gif' | 'webp', frames = 3, width = 400, height = 300): Promise<Buffer> {
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, frame) =>
      sharp({ create: { width, height, channels: 3, background: { r: (frame * 80) % 256, g: 60, b: 90 } } })
        .png()
        .toBuffer(),
    ),
  )
  const animation = sharp(pictures, { join: { animated: true } })
  return format === 'gif'
    ? animation.gif({ delay: Array(frames).fill(100) }).toBuffer()
    : animation.webp({ delay: Array(frames).fill(100) }).toBuffer()
}

/** The smallest GIF of so many frames that differ: one pixel each, made by hand since an encoder would take minutes. */
export function aTinyGif(frames: number): Buffer {
  const header = Buffer.from('47494638396101000100800000000000ffffff', 'hex')
  // NETSCAPE2.0: repeats for ever.
  const loop = Buffer.from('21ff0b4e45545343415045322e300301000000', 'hex')
  const frame = (color: number) =>
    Buffer.concat([
      Buffer.from('21f904000a0000002c0000000001000100000202', 'hex'),
      Buffer.from([color ? 0x4c : 0x44, 0x01, 0x00]),
    ])
  const frameBytes = Array.from({ length: frames }, (_, index) => frame(index % 2))
  return Buffer.concat([header, loop, ...frameBytes, Buffer.from([0x3b])])
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (CRC[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, crc])
}

/** A PNG (1 bit a pixel, grey) of any size with this pixel data, compressed. */
export function aPngOf(width: number, height: number, compressed: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(1, 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', compressed),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** A file of another kind: its first bytes, and then so many zeros. */
export function aVideo(bytes = 1000): Buffer {
  const brands = Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')
  return Buffer.concat([Buffer.from([0, 0, 0, brands.length + 8]), Buffer.from('ftyp'), brands, Buffer.alloc(bytes, 7)])
}
export const aPdf = (content = 'nothing to read'): Buffer => Buffer.from(`%PDF-1.7\n${content}\n%%EOF\n`)
