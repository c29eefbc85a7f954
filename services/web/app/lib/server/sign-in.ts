import type { Cookies } from '@sveltejs/kit'
import type { Tokens } from '../../../src/sessions/tokens.ts'
import { SESSION_COOKIE, setSessionCookie } from './cookies.ts'
import { usePlatform } from './platform.ts'

/** Starts a session for whoever just logged in or registered; a session that the browser had before ends. */
export async function signIn({ cookies, url }: { cookies: Cookies; url: URL }, tokens: Tokens): Promise<void> {
  const { sessions } = usePlatform()
  const before = cookies.get(SESSION_COOKIE)
  if (before) await sessions.end(before)
  setSessionCookie(cookies, url, await sessions.start(tokens))
}
