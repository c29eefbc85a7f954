import { redirect } from '@sveltejs/kit'
import type { ActiveSession } from '../../../src/sessions/browser-sessions.ts'

interface Visit {
  locals: App.Locals
  url: URL
}

/** The session of the visitor; one who has none is sent to the login page and comes back from there. */
export function requireSession({ locals, url }: Visit): ActiveSession {
  if (locals.session) return locals.session
  if (locals.sessionsAway) throw locals.sessionsAway
  redirect(303, `/login?next=${encodeURIComponent(url.pathname + url.search)}`)
}

/** A path of this site to go to, or `/`: never another site, whatever the link said. */
export function safePath(path: string | null): string {
  if (!path?.startsWith('/') || path.startsWith('//') || /[\\\p{Cc}]/u.test(path)) return '/'
  return path
}
