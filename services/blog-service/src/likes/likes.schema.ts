import { z } from 'zod'

/** How a post is liked. Not a part of the post: that has an ETag of its own, which a like must not change. */
export const LikeState = z.object({
  likes: z.int(),
  /** Whether the caller is among them; false for nobody in particular. */
  liked: z.boolean(),
})
export type LikeState = z.infer<typeof LikeState>
