import type { ByteRange } from '@quark/service-kit'
import type { MediaRow } from '../db/schema.js'
import { extensionOf, hashOf, isShownInline, type Medium, ORIGINAL } from '../media/media.rules.js'

/** One of the files of a medium. */
export interface ServedFile {
  readonly name: string
  readonly contentType: string
  /** 0 while it is being made. */
  readonly bytes: number
}

/** The file that the last part of an address names: `original.jpg`, `800.webp`. */
export function fileNamed(medium: MediaRow, file: string): ServedFile | undefined {
  const files: ServedFile[] = [
    { name: ORIGINAL, contentType: medium.content_type, bytes: medium.served_bytes ?? 0 },
    ...medium.variants.map(({ name, bytes }) => ({ name, contentType: 'image/webp', bytes })),
  ]
  return files.find(({ name, contentType }) => file === `${name}.${extensionOf(contentType)}`)
}

/** Strong: an address has the same bytes for ever. */
export const etagOf = (medium: MediaRow, { name }: ServedFile): string => `"${hashOf(medium)}-${name}"`

/** Whether a client has this very file (RFC 9110, 13.1.2). */
export const isKnown = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim())) ?? false

/**
 * The one range that a request asks for (RFC 9110, 14.2). Undefined, for the whole, when it asks for none, for several,
 * for something else than bytes, or in case of another file (`If-Range`).
 */
export function rangeOf(range: string | undefined, ifRange: string | undefined, etag: string): ByteRange | undefined {
  if (range === undefined || (ifRange !== undefined && ifRange !== etag)) return undefined
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim()) ?? []
  if (first === '') return last === '' ? undefined : { suffix: Number(last) }
  if (last === '') return { first: Number(first) }
  return Number(last) < Number(first) ? undefined : { first: Number(first), last: Number(last) }
}

const YEAR_SECONDS = 31_536_000

/** What is said of a file whatever part of it is sent. Nobody may take it for a page, and nothing in it runs. */
export const headersOf = (medium: Medium, file: ServedFile): Record<string, string> => ({
  'content-type': file.contentType,
  'accept-ranges': 'bytes',
  etag: etagOf(medium, file),
  'cache-control': medium.public ? `public, max-age=${YEAR_SECONDS}, immutable` : 'private, no-store',
  'content-disposition': isShownInline(medium.kind)
    ? 'inline'
    : `attachment; filename="${medium.id}.${extensionOf(file.contentType)}"`,
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': medium.public ? 'cross-origin' : 'same-origin',
})
