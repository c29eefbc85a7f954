import { redirect } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/forms.ts'
import { safePath } from '#lib/server/guard.ts'
import { signIn } from '#lib/server/sign-in.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.session) redirect(303, safePath(url.searchParams.get('next')))
}

export const actions: Actions = {
  default: async (event) => {
    const { login, password } = await textFields(event.request, 'login', 'password')
    return attempt('login', { login }, async () => {
      await signIn(event, await event.locals.api.login({ login: login.trim(), password }))
      redirect(303, safePath(event.url.searchParams.get('next')))
    })
  },
}
