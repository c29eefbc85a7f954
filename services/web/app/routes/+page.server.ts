import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tag = url.searchParams.get('tag')
  const posts = await locals.api.posts({ tag, cursor: url.searchParams.get('cursor'), limit: 10 })
  return { posts, tag, isFirst: !url.searchParams.has('cursor') }
}
