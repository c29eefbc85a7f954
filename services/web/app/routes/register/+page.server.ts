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
    const { password, ...typed } = await textFields(event.request, 'username', 'name', 'email', 'password')
    const [username, name, email] = [typed.username.trim(), typed.name.trim(), typed.email.trim()]
    return attempt('register', typed, async () => {
      const tokens = await event.locals.api.register({
        username,
        email,
        password,
        locale: event.locals.locale,
        ...(name ? { name } : {}),
      })
      await signIn(event, tokens)
      redirect(303, safePath(event.url.searchParams.get('next') ?? '/write'))
    })
  },
}
