import { redirect } from '@sveltejs/kit'
import { ApiError } from '#lib/server/api-error.ts'
import { dropSessionCookie, SESSION_COOKIE } from '#lib/server/cookies.ts'
import { usePlatform } from '#lib/server/platform.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => redirect(303, '/')

export const actions: Actions = {
  default: async ({ cookies, locals, setHeaders, url }) => {
    const id = cookies.get(SESSION_COOKIE)
    if (id) await usePlatform().sessions.end(id)
    dropSessionCookie(cookies, url)
    if (locals.session) await tellAuth(locals)
    // Texts that were not sent stay with the person: nothing of them is left in this browser.
    setHeaders({ 'clear-site-data': '"storage"' })
    redirect(303, '/')
  },
}

/** The person is logged out here whatever auth-service says: its own session then simply runs out. */
async function tellAuth({ api, session }: App.Locals): Promise<void> {
  try {
    if (session) await api.logout(session.refreshToken)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
  }
}
