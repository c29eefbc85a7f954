import { type FieldError, Refusal } from '@quark/service-kit'
import type { Avatar } from '../profiles/profile.js'

/** An uploaded file, as far as it can be a picture of a person. */
export interface UploadedFile {
  readonly id: string
  readonly kind: string
  /** The person may use it: it is their own and was not found to be broken. */
  readonly usable: boolean
  /** Path of its small square form. */
  readonly previewUrl: string
}

/**
 * A picture of a person is an image that they uploaded. Somebody else's file is not told from one that is not there.
 * @throws Refusal 400 `media-not-found` or `not-an-image`
 */
export function avatarOf(file: UploadedFile | undefined): Avatar {
  if (!file?.usable) throw refuse('media-not-found', 'names no file that you uploaded')
  if (file.kind !== 'image') throw refuse('not-an-image', 'is not an image')
  return { mediaId: file.id, url: file.previewUrl }
}

function refuse(code: string, message: string): Refusal {
  const field: FieldError = { field: 'mediaId', code, message }
  return Refusal.invalid(code, [field], 'Upload an image first, and send its id.')
}
