import { Id } from '@quark/service-kit'
import { z } from 'zod'

/** An image of the person's own, as `POST /upload` answered it. */
export const AvatarChoice = z.strictObject({ mediaId: Id })
export type AvatarChoice = z.infer<typeof AvatarChoice>

/** An uploaded file, as far as it can be a picture of a person. */
export interface UploadedFile {
  readonly id: string
  readonly kind: string
  /** The person may use it: it is their own and was not found to be broken. */
  readonly usable: boolean
  /** Path of its small square form. */
  readonly previewUrl: string
}
