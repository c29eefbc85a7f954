import { Settings } from '@quark/service-kit'
import { z } from 'zod'
import type { MediaKind } from './db/schema.js'

const MB = 1024 * 1024
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

export class MediaConfig extends Settings({
  MEDIA_QUOTA_MB: whole(1, 1_000_000).default(1024).describe('How much one person may have uploaded at a time, in MB.'),
  MEDIA_GRACE_HOURS: whole(1, 8760)
    .default(24)
    .describe('Hours for which an upload that nothing refers to is kept. Then it is removed.'),
  MEDIA_COLLECTION_SECONDS: whole(1, 86_400)
    .default(300)
    .describe('How often it is looked for uploads to remove, in seconds.'),
  MEDIA_IMAGE_MAX_MB: whole(1, 100).default(25).describe('The largest image file, in MB.'),
  MEDIA_AUDIO_MAX_MB: whole(1, 511).default(100).describe('The largest sound file, in MB.'),
  MEDIA_VIDEO_MAX_MB: whole(1, 511).default(500).describe('The largest video file, in MB.'),
  MEDIA_DOCUMENT_MAX_MB: whole(1, 511).default(50).describe('The largest PDF file, in MB.'),
  IMAGE_MAX_MEGAPIXELS: whole(1, 200)
    .default(50)
    .describe('Width times height of an image at most, in millions; of an animation, all of its frames together.'),
  IMAGE_MAX_FRAMES: whole(1, 5000).default(500).describe('Frames of an animation at most.'),
  IMAGE_WORKERS: whole(1, 16)
    .default(1)
    .describe('How many processes work on images at once. Each takes a core and up to 500 MB for the largest images.'),
  IMAGE_TIMEOUT_SECONDS: whole(1, 600).default(60).describe('Seconds after which the work on one image is given up.'),
}) {
  get quotaBytes(): number {
    return this.MEDIA_QUOTA_MB * MB
  }

  get pixels(): number {
    return this.IMAGE_MAX_MEGAPIXELS * 1_000_000
  }

  get timeoutMs(): number {
    return this.IMAGE_TIMEOUT_SECONDS * 1000
  }

  /** The largest file of a kind, in bytes. */
  largest(kind: MediaKind): number {
    const megabytes = {
      image: this.MEDIA_IMAGE_MAX_MB,
      audio: this.MEDIA_AUDIO_MAX_MB,
      video: this.MEDIA_VIDEO_MAX_MB,
      document: this.MEDIA_DOCUMENT_MAX_MB,
    }
    return megabytes[kind] * MB
  }
}
