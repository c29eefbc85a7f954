import { redirect } from '@sveltejs/kit'
import { tagPath } from '#lib/paths.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url }) => {
  const tag = url.searchParams.get('tag')
  // Where tags were shown before they had addresses of their own.
  if (tag) redirect(301, tagPath(tag))
  const posts = await locals.api.posts({ cursor: url.searchParams.get('cursor'), limit: 10 })
  return { posts, isFirst: !url.searchParams.has('cursor') }
}
