import { z } from 'zod'
import { defineEvent } from '../define-event.js'

const file = {
  mediaId: z.uuid(),
  /** Who uploaded it. */
  ownerId: z.uuid(),
  kind: z.enum(['image', 'audio', 'video', 'document']),
}

/** A file was uploaded and stored. Anything but an image is ready with it. */
export const MediaUploaded = defineEvent(
  'media.uploaded',
  { stream: 'media' },
  {
    ...file,
    /** What the file is, by its content. */
    contentType: z.string(),
    bytes: z.int(),
  },
)

/** The variants of an image are there, or it turned out that none can be made of it. */
export const MediaProcessed = defineEvent(
  'media.processed',
  { stream: 'media' },
  {
    ...file,
    state: z.enum(['ready', 'failed']),
  },
)

/** A file is gone, with its variants: its owner deleted it, or nothing referred to it, or its owner's account went. */
export const MediaDeleted = defineEvent(
  'media.deleted',
  { stream: 'media' },
  {
    ...file,
    reason: z.enum(['owner', 'unused', 'account']),
  },
)
