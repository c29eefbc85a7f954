export const SESSION_COOKIE = 'quark_session'

/** How long a session lasts without a visit, in seconds. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60

/** Scripts cannot read it, and other sites' requests do not carry it, but for links that are followed. */
export const sessionCookieOptions = (secure: boolean) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: SESSION_SECONDS }) as const

/** The session's id in a `Cookie` header (RFC 6265, 5.4). */
export const sessionIdIn = (header: string | undefined): string | undefined =>
  new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;\\s]+)`).exec(header ?? '')?.[1]

/** A `Set-Cookie` header that begins the cookie's life anew. */
export function renewedCookie(id: string, secure: boolean): string {
  const parts = [`${SESSION_COOKIE}=${id}`, `Max-Age=${SESSION_SECONDS}`, 'Path=/', 'HttpOnly', 'SameSite=Lax']
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ')
}
