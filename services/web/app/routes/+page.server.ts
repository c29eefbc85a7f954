import { redirect } from '@sveltejs/kit'
import type { FeedItem, ListedPost, Page } from '#lib/api-types.ts'
import { tagPath } from '#lib/paths.ts'
import { type FeedTab, isFeedTab } from '#lib/post/feed-tabs.ts'
import type { PageServerLoad } from './$types'

interface Front {
  tab: FeedTab
  posts: Page<ListedPost | FeedItem>
  /** Parts of the feed that could not be had. */
  degraded: string[]
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const tag = url.searchParams.get('tag')
  // Where tags were shown before they had addresses of their own.
  if (tag) redirect(301, tagPath(tag))
  const front = locals.session ? await feedOf(locals.api, url) : await newest(locals.api, url)
  return { ...front, isFirst: !url.searchParams.has('cursor') }
}

async function feedOf(api: App.Locals['api'], { searchParams }: URL): Promise<Front> {
  const asked = searchParams.get('tab')
  const tab = isFeedTab(asked) ? asked : 'forYou'
  const { degraded, ...posts } = await api.feed({ tab, cursor: searchParams.get('cursor'), limit: 10 })
  return { tab, posts, degraded }
}

/**
 * For whoever is nobody in particular: the page is kept in memory, and is purged when blog-service tells of a change. A second
 * cache behind it, the feed's, could only be late. Somebody who was logged out meanwhile begins at the beginning.
 */
async function newest(api: App.Locals['api'], { searchParams }: URL): Promise<Front> {
  const asked = searchParams.get('tab')
  const cursor = asked && asked !== 'newest' ? null : searchParams.get('cursor')
  return { tab: 'newest', posts: await api.posts({ cursor, limit: 10 }), degraded: [] }
}
