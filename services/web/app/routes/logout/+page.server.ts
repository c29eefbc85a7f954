import { redirect } from '@sveltejs/kit'
import { ApiError } from '#lib/server/api-error.ts'
import { dropSessionCookie, SESSION_COOKIE } from '#lib/server/cookies.ts'
import { usePlatform } from '#lib/server/platform.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = () => redirect(303, '/')

export const actions: Actions = {
  default: async ({ cookies, locals, url }) => {
    const id = cookies.get(SESSION_COOKIE)
    if (id) await usePlatform().sessions.end(id)
    dropSessionCookie(cookies, url)
    if (locals.session) await tellAuth(locals)
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
