import { Refusal } from '@quark/service-kit'
import type { MediaKind, MediaRow } from '../db/schema.js'

/** What a medium is served as when no variant is asked for. */
export const ORIGINAL = 'original'

/** A medium with whether everybody may see it (something public of its owner shows it), and whether who asks may (something that they may see does). */
export type Medium = MediaRow & { public: boolean; shared: boolean }

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'application/pdf': 'pdf',
}

/** `jpg`: what a file of this type is called. @throws for a type that nothing is served as */
export function extensionOf(contentType: string): string {
  const extension = EXTENSIONS[contentType]
  if (extension === undefined) throw new Error(`nothing is served as ${contentType}`)
  return extension
}

/** The part of an address that changes with the content: the beginning of its SHA-256. */
export const hashOf = ({ sha256 }: Pick<MediaRow, 'sha256'>): string => sha256.slice(0, 12)

/** `/media/{id}/{hash}/{name}.{extension}`: its content never changes. */
export function urlOf(medium: Pick<MediaRow, 'id' | 'sha256' | 'content_type'>, name = ORIGINAL): string {
  const extension = name === ORIGINAL ? extensionOf(medium.content_type) : 'webp'
  return `/media/${medium.id}/${hashOf(medium)}/${name}.${extension}`
}

/** Where what is served is kept. */
export const keyOf = (id: string, name = ORIGINAL): string => `${id}/${name}`
/** Where an image is kept as it was uploaded, with all it says of its owner, until it has been remade. Never served. */
export const rawKeyOf = (id: string): string => `${id}/raw`

/** Pictures, sound and video are shown where they are; anything else is downloaded and opened by nobody of ours. */
export const isShownInline = (kind: MediaKind): boolean => kind !== 'document'

/** @throws Refusal 409 `media-in-use` */
export function assertUnused({ unused_since }: Pick<MediaRow, 'unused_since'>): void {
  if (unused_since) return
  throw Refusal.conflict('media-in-use', 'Something of yours shows this file. Take it out there first.')
}
