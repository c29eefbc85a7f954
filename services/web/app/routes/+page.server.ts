import { isFeedTab } from '#lib/post/feed-tabs.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tag = url.searchParams.get('tag')
  const asked = url.searchParams.get('tab')
  // Somebody who is logged out meanwhile reads what everybody reads, from its beginning.
  const tab = tag || !locals.session ? 'newest' : isFeedTab(asked) ? asked : 'forYou'
  const cursor = asked && asked !== tab ? null : url.searchParams.get('cursor')
  const feed = await locals.api.feed({ tab, tag, cursor, limit: 10 })
  return { feed, tag, isFirst: !url.searchParams.has('cursor') }
}
