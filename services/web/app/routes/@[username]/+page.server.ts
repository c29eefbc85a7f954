import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const profile = await locals.api.profile(params.username)
  const [blogs, posts] = await Promise.all([
    locals.api.blogsOf(profile.username),
    locals.api.posts({ author: profile.username, cursor: url.searchParams.get('cursor'), limit: 10 }),
  ])
  return { profile, blogs: blogs.items, posts }
}
