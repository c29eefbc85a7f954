import { Id, Page } from '@quark/service-kit'
import { z } from 'zod'
import { UserView } from '../accounts/accounts.schema.js'

/** Longer than any refresh token of ours. */
const RefreshToken = z.string().min(1).max(200)

/** What every way to sign in answers. `expiresIn`: seconds for which the access token is good. */
export const SignedIn = z.object({
  user: UserView,
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresIn: z.int(),
})
export type SignedIn = z.infer<typeof SignedIn>

export const RefreshRequest = z.strictObject({ refreshToken: RefreshToken })
export type RefreshRequest = z.infer<typeof RefreshRequest>

/** Without a body the session of the access token is ended. */
export const LogoutRequest = z.strictObject({ refreshToken: RefreshToken.optional() }).nullish()
export type LogoutRequest = z.infer<typeof LogoutRequest>

export const SessionView = z.object({
  id: Id,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime(),
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
  /** The session that asks. */
  current: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

export const SessionPage = Page(SessionView)
export type SessionPage = z.infer<typeof SessionPage>

export const SessionCursor = z.tuple([Id])
