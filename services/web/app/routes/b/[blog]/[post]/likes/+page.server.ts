import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const post = await locals.api.postAt(params.blog, params.post)
  return { post, people: await locals.api.likers(post.id, url.searchParams.get('cursor')) }
}
