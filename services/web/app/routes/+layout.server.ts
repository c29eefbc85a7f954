import type { Api } from '#lib/server/api.ts'
import { usePlatform } from '#lib/server/platform.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals }) => ({
  locale: locals.locale,
  theme: locals.theme,
  user: locals.session?.user,
  unread: locals.session && (await unreadOf(locals.api)),
  publicUrl: usePlatform().publicUrl,
})

/** A page is not withheld because nobody knows what is unread: the bell then shows no number. */
const unreadOf = (api: Api): Promise<number> =>
  api.notifications({ limit: 1 }).then(
    ({ unread }) => unread,
    () => 0,
  )
