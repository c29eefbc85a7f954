import { Id, Page } from '@quark/service-kit'
import { z } from 'zod'

export const MediaView = z.object({
  id: Id,
  kind: z.enum(['image', 'audio', 'video', 'document']),
  /** `processing` while the variants of an image are made: its addresses are final and answer 503 until then. */
  state: z.enum(['processing', 'ready', 'failed']),
  /** Of what `url` answers. */
  contentType: z.string(),
  /** Of the file as it was uploaded. */
  bytes: z.int(),
  url: z.string(),
  variants: z.array(z.object({ name: z.string(), url: z.string(), width: z.int(), height: z.int() })),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Base64, https://evanw.github.io/thumbhash/ */
  thumbhash: z.string().nullable(),
  createdAt: z.iso.datetime(),
})
export type MediaView = z.infer<typeof MediaView>

/** A file of one's own, with what only its owner learns. */
export const OwnMediaView = MediaView.extend({
  name: z.string(),
  /** Something of yours shows it; else it is removed some time after it was uploaded or last shown. */
  used: z.boolean(),
})
export type OwnMediaView = z.infer<typeof OwnMediaView>

export const OwnMediaPage = Page(OwnMediaView)
export type OwnMediaPage = z.infer<typeof OwnMediaPage>
