import { redirect } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const { searchParams } = event.url
  const { api } = event.locals
  const [blogs, drafts] = await Promise.all([
    api.blogsOf(user.username),
    api.posts({ status: 'draft', cursor: searchParams.get('cursor'), limit: 20 }),
  ])
  return { blogs: blogs.items, drafts, chosen: searchParams.get('blog') }
}

export const actions: Actions = {
  default: async (event) => {
    requireSession(event)
    const typed = await textFields(event.request, 'title', 'blogId')
    return attempt('draft', typed, async () => {
      const post = await event.locals.api.createPost({
        blogId: typed.blogId,
        title: typed.title.trim(),
        html: '<p></p>',
        tags: [],
      })
      redirect(303, `/write/${post.id}`)
    })
  },
}
