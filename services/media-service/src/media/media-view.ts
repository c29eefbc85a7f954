import type { MediaRow } from '../db/schema.js'
import { urlOf } from './media.rules.js'
import type { MediaView, OwnMediaView } from './media.schema.js'

/** What everybody who sees a medium learns of it. */
export const toView = (medium: MediaRow): MediaView => ({
  id: medium.id,
  kind: medium.kind,
  state: medium.state,
  contentType: medium.content_type,
  bytes: medium.bytes,
  url: urlOf(medium),
  variants: medium.variants.map(({ name, width, height }) => ({ name, url: urlOf(medium, name), width, height })),
  width: medium.width,
  height: medium.height,
  thumbhash: medium.thumbhash,
  createdAt: medium.created_at.toISOString(),
})

/** What its owner learns. */
export const toOwnView = (medium: MediaRow): OwnMediaView => ({
  ...toView(medium),
  name: medium.name,
  used: medium.unused_since === null,
})
