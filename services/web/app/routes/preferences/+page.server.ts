import { redirect } from '@sveltejs/kit'
import { isLocale } from '#lib/i18n/types.ts'
import { setPreference } from '#lib/server/cookies.ts'
import { textFields } from '#lib/server/forms.ts'
import { safePath } from '#lib/server/guard.ts'
import { isTheme } from '#lib/theme.ts'
import type { Actions, PageServerLoad } from './$types'

/** The page has nothing to see: it only takes the switches of the footer. */
export const load: PageServerLoad = () => redirect(303, '/')

export const actions: Actions = {
  default: async ({ request, cookies, url }) => {
    const { locale, theme, back } = await textFields(request, 'locale', 'theme', 'back')
    if (isLocale(locale)) setPreference(cookies, url, { locale })
    if (isTheme(theme)) setPreference(cookies, url, { theme })
    redirect(303, safePath(back))
  },
}
