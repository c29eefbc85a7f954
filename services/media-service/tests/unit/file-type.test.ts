import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileTypeOf, HEAD_BYTES } from '../../src/uploads/file-type.rules.js'

const head = (hex: string, rest = ''): Buffer =>
  Buffer.concat([Buffer.from(hex.replaceAll(' ', ''), 'hex'), Buffer.from(rest, 'latin1')])
const ftyp = (...brands: string[]) => {
  const [major = '', ...others] = brands
  const body = `ftyp${major}\0\0\0\0${others.join('')}`
  return Buffer.concat([Buffer.from([0, 0, 0, body.length + 4]), Buffer.from(body, 'latin1')])
}
const ogg = (codec: string) => head('', `OggS${'\0'.repeat(24)}${codec}`)

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', head('ff d8 ff e0')],
    ['image/png', head('89504e470d0a1a0a')],
    ['image/gif', head('', 'GIF89a')],
    ['image/webp', head('', 'RIFF\0\0\0\0WEBPVP8 ')],
    ['image/avif', ftyp('avif', 'mif1', 'miaf')],
    ['image/avif', ftyp('mif1', 'avif')],
    ['audio/wav', head('', 'RIFF\0\0\0\0WAVEfmt ')],
    ['audio/flac', head('', 'fLaC\0')],
    ['audio/ogg', ogg('OpusHead')],
    ['audio/ogg', ogg('\u0001vorbis')],
    ['audio/mp4', ftyp('M4A ', 'isom')],
    ['audio/mpeg', head('', 'ID3\u0004\0')],
    ['audio/mpeg', head('ff fb 90 64')],
    ['video/mp4', ftyp('isom', 'avc1')],
    ['video/mp4', ftyp('mp42')],
    ['video/webm', head('1a45dfa3 9f 4286 81 01 4282 84', 'webm')],
    ['application/pdf', head('', '%PDF-1.4')],
  ])('is told by its first bytes: %s', (contentType, bytes) => {
    expect(fileTypeOf(bytes).contentType).toBe(contentType)
  })

  it.each([
    ['HEIC', ftyp('heic', 'mif1')],
    ['QuickTime', ftyp('qt  ')],
    ['Matroska', head('1a45dfa3 a3 4286 81 01 4282 88', 'matroska')],
    ['AVI', head('', 'RIFF\0\0\0\0AVI ')],
    ['Ogg video', ogg('\u0080theora')],
    ['a PDF behind other bytes', head('', '\n%PDF-1.4')],
    ['a frame of no bit rate', head('ff fb f0 64')],
    ['two bytes', head('ff d8')],
  ])('is refused when it is not one of them: %s', (_, bytes) => {
    expect(() => fileTypeOf(bytes)).toThrow(expect.objectContaining({ status: 415, code: 'file-type-unsupported' }))
  })

  it('is told or refused, whatever the bytes are', () => {
    const signatures = [ftyp('isom', 'avc1'), head('1a45dfa3'), head('', 'RIFF'), head('', 'OggS'), Buffer.alloc(0)]
    const anything = fc.tuple(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 300 }))
    fc.assert(
      fc.property(anything, ([start, rest]) => {
        const bytes = Buffer.concat([start, rest]).subarray(0, HEAD_BYTES)
        try {
          expect(fileTypeOf(bytes).contentType).toMatch(/^(image|audio|video|application)\//)
        } catch (error) {
          expect([400, 415]).toContain((error as { status: number }).status)
        }
      }),
    )
  })
})
