import { requireSession } from '#lib/server/guard.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  requireSession(event)
  return { posts: await event.locals.api.bookmarks({ cursor: event.url.searchParams.get('cursor'), limit: 10 }) }
}
