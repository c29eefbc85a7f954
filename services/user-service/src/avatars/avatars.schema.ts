import { Id } from '@quark/service-kit'
import { z } from 'zod'

/** An image of the person's own, as `POST /upload` answered it. */
export const AvatarChoice = z.strictObject({ mediaId: Id })
export type AvatarChoice = z.infer<typeof AvatarChoice>
