import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  tag: params.tag,
  posts: await locals.api.posts({ tag: params.tag, cursor: url.searchParams.get('cursor'), limit: 10 }),
})
