import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const [blog, posts] = await Promise.all([
    locals.api.blog(params.blog),
    locals.api.posts({ blog: params.blog, cursor: url.searchParams.get('cursor'), limit: 10 }),
  ])
  return { blog, posts, isFirst: !url.searchParams.has('cursor') }
}
