import { redirect } from '@sveltejs/kit'
import { requireSession } from '#lib/server/guard.ts'
import type { PageServerLoad } from './$types'

/** The longest title that a post may have. */
const LONGEST_TITLE = 200

/** The editor of a post that is not on the server yet: it gets there with its first words. */
export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const { searchParams } = event.url
  const { items } = await event.locals.api.blogsOf(user.username)
  const blog = items.find(({ slug }) => slug === searchParams.get('blog')) ?? items[0]
  if (!blog) redirect(303, '/write')
  const title = (searchParams.get('title') ?? '').trim().slice(0, LONGEST_TITLE)
  const post = { blog, title, html: '<p></p>', tags: [], cover: null, status: 'draft' as const, revision: 0 }
  return { post, owner: user.id }
}
