import { requireSession } from '#lib/server/guard.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const { searchParams } = event.url
  const { api } = event.locals
  const [blogs, drafts] = await Promise.all([
    api.blogsOf(user.username),
    api.posts({ status: 'draft', cursor: searchParams.get('cursor'), limit: 20 }),
  ])
  return { blogs: blogs.items, drafts, chosen: searchParams.get('blog'), owner: user.id }
}
