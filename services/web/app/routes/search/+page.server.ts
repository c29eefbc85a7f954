import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, 200)
  if (!query) return { query, posts: undefined }
  return { query, posts: await locals.api.posts({ q: query, cursor: url.searchParams.get('cursor'), limit: 10 }) }
}
