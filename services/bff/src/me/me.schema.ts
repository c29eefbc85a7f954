import { z } from 'zod'
import { Profile } from '../people/people.schema.js'
import { BlogView, DraftView } from '../posts/posts.schema.js'

/** Parts that may be left out: then they are null. */
export const MePart = z.enum(['profile', 'blogs', 'unread'])
export type MePart = z.infer<typeof MePart>

/** The caller, for the frame of a page. */
export const MeView = z.object({
  id: z.uuid(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  profile: Profile.nullable(),
  /** The newest first. */
  blogs: z.array(BlogView).nullable(),
  /** The last changed 20, and how many there are. */
  drafts: z.object({ items: z.array(DraftView), count: z.int() }).nullable(),
  /** What was not read yet. */
  unread: z.object({ notifications: z.int() }).nullable(),
  degraded: z.array(MePart),
})
export type MeView = z.infer<typeof MeView>
