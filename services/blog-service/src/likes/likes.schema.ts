import { Page } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorView } from '../authors/authors.schema.js'

/** How a post is liked. Not a part of the post: that has an ETag of its own, which a like must not change. */
export const LikeState = z.object({
  likes: z.int(),
  /** Whether the caller is among them; false for nobody in particular. */
  liked: z.boolean(),
})
export type LikeState = z.infer<typeof LikeState>

/** Somebody who likes a post. */
export const LikeView = AuthorView.extend({ likedAt: z.iso.datetime() })
export type LikeView = z.infer<typeof LikeView>

export const LikePage = Page(LikeView)
export type LikePage = z.infer<typeof LikePage>
