import { Id } from '@quark/service-kit'
import { z } from 'zod'

/** Who wrote something, as readers see them. */
export const Author = z.object({
  id: Id,
  username: z.string().min(1),
  name: z.string().min(1),
  /** Path of a small square picture on the site; null without one. */
  avatarUrl: z.string().nullable(),
})
export type Author = z.infer<typeof Author>

/** The caller, as user-service knows them. */
export const Profile = Author.extend({ locale: z.enum(['en', 'ru']) })
export type Profile = z.infer<typeof Profile>
