import { z } from 'zod'

/**
 * What people made of a post, and the caller among them. Not a part of the post: that has an ETag of its own, which a
 * like must not change.
 */
export const Reactions = z.object({
  likes: z.int(),
  comments: z.int(),
  /** Whether the caller likes it; false for nobody in particular, as `bookmarked` is. */
  liked: z.boolean(),
  /** Nobody else learns of it. */
  bookmarked: z.boolean(),
})
export type Reactions = z.infer<typeof Reactions>
