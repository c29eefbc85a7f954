import type { Api } from '#lib/server/api.ts'
import { usePlatform } from '#lib/server/platform.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async ({ locals }) => {
  const [unread, unreadMessages] = await (locals.session
    ? Promise.all([unreadOf(locals.api), unreadMessagesOf(locals.api)])
    : [])
  return {
    locale: locals.locale,
    theme: locals.theme,
    user: locals.session?.user,
    unread,
    unreadMessages,
    publicUrl: usePlatform().publicUrl,
  }
}

/** A page is not withheld because nobody knows what is unread: the bell then shows no number. */
const unreadOf = (api: Api): Promise<number> =>
  api.notifications({ limit: 1 }).then(
    ({ unread }) => unread,
    () => 0,
  )

const unreadMessagesOf = (api: Api): Promise<number> =>
  api.unreadMessages().then(
    ({ messages }) => messages,
    () => 0,
  )
