import type { ColumnType, Generated, Selectable } from 'kysely'

export type MediaKind = 'image' | 'audio' | 'video' | 'document'
/** `processing`: an image whose variants are being made. `failed`: none could be made. */
export type MediaState = 'processing' | 'ready' | 'failed'

/** A picture in a size of its own, as WebP. */
export interface Variant {
  name: string
  width: number
  height: number
  /** 0 until it is made. */
  bytes: number
}

export interface MediaTable {
  id: string
  owner_id: string
  kind: MediaKind
  state: MediaState
  /** Of what is served as the original. */
  content_type: string
  /** What its owner called it, cleaned: shown to them and to nobody else. */
  name: string
  /** Of the upload: it counts against the quota. */
  bytes: number
  /** Of what is served as the original; null until that is there. */
  served_bytes: number | null
  /** Of the upload, in hexadecimal; the beginning of it is in the addresses. */
  sha256: string
  /** As it is shown; null for what is no image. */
  width: number | null
  height: number | null
  thumbhash: string | null
  /** jsonb */
  variants: ColumnType<Variant[], Variant[], Variant[]>
  /** Since when nothing refers to it; null while something does. */
  unused_since: Date | null
  created_at: Generated<Date>
}

export type MediaRow = Selectable<MediaTable>

/** What a person has uploaded, together: changed in the transaction of each upload and removal. */
export interface OwnerUsageTable {
  owner_id: string
  /** bigint */
  bytes: ColumnType<string, number, number>
}

/** An image whose variants are to be made. */
export interface ImageJobTable {
  media_id: string
  tries: Generated<number>
  /** Nobody takes it before: somebody has it in hand until then, or it is to wait after a failure. */
  not_before: Generated<Date>
}

/** Objects that are to be removed: those of a medium that is gone, and those of an upload that does not come to its end. */
export interface RemovalTable {
  media_id: string
  due_at: Date
}

/** A thing of another module that shows media, as that module told last. */
export interface ThingTable {
  kind: 'post' | 'avatar' | 'message'
  id: string
  owner_id: string
  /** Older news than this is ignored. */
  revision: number
  /** Everybody may see it. */
  public: boolean
  /** Who may see it beside its owner. */
  viewers: string[]
}

/** Which media a thing shows. */
export interface MediaUseTable {
  kind: 'post' | 'avatar' | 'message'
  thing_id: string
  media_id: string
}

export interface MediaDB {
  media: MediaTable
  owner_usage: OwnerUsageTable
  image_job: ImageJobTable
  removal: RemovalTable
  thing: ThingTable
  media_use: MediaUseTable
}
