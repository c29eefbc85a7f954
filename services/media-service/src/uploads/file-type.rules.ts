import { Refusal } from '@quark/service-kit'
import type { MediaKind } from '../db/schema.js'

/** What a file is, by its first bytes alone: neither its name nor what the client says counts. */
export interface FileType {
  readonly kind: MediaKind
  readonly contentType: string
}

/** So many bytes tell the type of every file that is taken. */
export const HEAD_BYTES = 4100

interface Signature extends FileType {
  readonly matches: (head: Buffer) => boolean
}

const text = (head: Buffer, at: number, length: number): string => head.toString('latin1', at, at + length)
const begins = (...bytes: number[]) => {
  const start = Buffer.from(bytes)
  return (head: Buffer): boolean => head.subarray(0, start.length).equals(start)
}
const riff = (form: string) => (head: Buffer) => text(head, 0, 4) === 'RIFF' && text(head, 8, 4) === form

/** The brands of an ISO base media file (ISO/IEC 14496-12, `ftyp`): the major one and those that it is compatible with. */
function brandsOf(head: Buffer): string[] {
  if (head.length < 16 || text(head, 4, 4) !== 'ftyp') return []
  const end = Math.min(head.readUInt32BE(0), 256, head.length)
  const brands = [text(head, 8, 4)]
  for (let at = 16; at + 4 <= end; at += 4) brands.push(text(head, at, 4))
  return brands
}
const major =
  (...known: string[]) =>
  (head: Buffer) =>
    known.includes(brandsOf(head)[0] ?? '')
const avif = (head: Buffer): boolean => brandsOf(head).some((brand) => brand === 'avif' || brand === 'avis')

/** EBML (RFC 8794) whose DocType, among the first elements, is `webm`. */
const webm = (head: Buffer): boolean =>
  begins(0x1a, 0x45, 0xdf, 0xa3)(head) &&
  head.subarray(0, 64).includes(Buffer.from([0x42, 0x82, 0x84, ...Buffer.from('webm')]))

/** Ogg (RFC 3533) whose first stream is sound. */
const oggAudio = (head: Buffer): boolean =>
  text(head, 0, 4) === 'OggS' &&
  ['OpusHead', '\u0001vorbis', '\u007fFLAC'].some((codec) => text(head, 28, codec.length) === codec)

/** A tag (ID3v2), or the header of a frame of MPEG Layer III with a bit rate and a sampling rate that exist. */
const mp3 = (head: Buffer): boolean => {
  if (text(head, 0, 3) === 'ID3') return true
  const [first = 0, second = 0, third = 0] = head
  const layer3 = first === 0xff && (second & 0xe6) === 0xe2
  return layer3 && third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c
}

const VIDEO_BRANDS = ['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'dash', 'MSNV']

const SIGNATURES: readonly Signature[] = [
  { kind: 'image', contentType: 'image/jpeg', matches: begins(0xff, 0xd8, 0xff) },
  { kind: 'image', contentType: 'image/png', matches: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { kind: 'image', contentType: 'image/gif', matches: (head) => /^GIF8[79]a$/.test(text(head, 0, 6)) },
  { kind: 'image', contentType: 'image/webp', matches: riff('WEBP') },
  { kind: 'image', contentType: 'image/avif', matches: avif },
  { kind: 'audio', contentType: 'audio/wav', matches: riff('WAVE') },
  { kind: 'audio', contentType: 'audio/flac', matches: (head) => text(head, 0, 4) === 'fLaC' },
  { kind: 'audio', contentType: 'audio/ogg', matches: oggAudio },
  { kind: 'audio', contentType: 'audio/mp4', matches: major('M4A ', 'M4B ') },
  { kind: 'video', contentType: 'video/mp4', matches: major(...VIDEO_BRANDS) },
  { kind: 'video', contentType: 'video/webm', matches: webm },
  { kind: 'document', contentType: 'application/pdf', matches: (head) => text(head, 0, 5) === '%PDF-' },
  { kind: 'audio', contentType: 'audio/mpeg', matches: mp3 },
]

const TAKEN = 'JPEG, PNG, WebP, AVIF and GIF; MP3, M4A, Ogg, FLAC and WAV; MP4 and WebM; PDF'

/** @throws Refusal 400 `file-empty`, 415 `file-type-unsupported` */
export function fileTypeOf(head: Buffer): FileType {
  if (head.length === 0) throw Refusal.invalid('file-empty', [], 'The file has no content.')
  const found = SIGNATURES.find(({ matches }) => matches(head))
  if (!found) {
    throw new Refusal(415, 'file-type-unsupported', {
      detail: `By its content this is none of the files that can be uploaded: ${TAKEN}.`,
    })
  }
  return { kind: found.kind, contentType: found.contentType }
}
