import { Id, Page } from '@quark/service-kit'
import { z } from 'zod'

/** How the caller and a person stand to each other. */
export const FollowState = z.object({ following: z.boolean(), followedBy: z.boolean() })
export type FollowState = z.infer<typeof FollowState>

/** Somebody in a list of followers, or of people who are followed. */
export const FollowView = z.object({
  id: Id,
  username: z.string(),
  name: z.string(),
  /** Path on the site of a small square picture; null without one. */
  avatarUrl: z.string().nullable(),
  followedAt: z.iso.datetime(),
  /** Whether the caller follows them; false for nobody in particular. */
  followedByYou: z.boolean(),
})
export type FollowView = z.infer<typeof FollowView>

export const FollowPage = Page(FollowView)
export type FollowPage = z.infer<typeof FollowPage>
