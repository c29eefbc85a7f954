import { z } from 'zod'

/** Who wrote something, as readers see them. */
export const AuthorView = z.object({
  id: z.uuid(),
  username: z.string(),
  name: z.string(),
  /** Path on the site of a small square picture; null without one. */
  avatarUrl: z.string().nullable(),
})
export type AuthorView = z.infer<typeof AuthorView>

/** `?author=`, `?owner=`: a username, in any case. */
export const Username = z.string().regex(/^[\p{L}\p{N}._-]{1,40}$/u, 'is not a username')

/** A person as user-service tells of them. `revision` grows with each change of the profile. */
export interface Author extends AuthorView {
  revision: number
}
