import { redirect } from '@sveltejs/kit'
import { BLOG_FIELDS, readBlog } from '#lib/blogs/blog-form.ts'
import { ApiError } from '#lib/server/api-error.ts'
import { attempt, refuse, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const blog = await event.locals.api.blog(event.params.blog)
  if (blog.owner.id !== user.id) throw new ApiError(403, 'not-your-blog')
  return { blog }
}

export const actions: Actions = {
  save: async (event) => {
    requireSession(event)
    const typed = await textFields(event.request, ...BLOG_FIELDS)
    return attempt('blog', typed, async () => {
      const blog = await event.locals.api.updateBlog(event.params.blog, readBlog(typed))
      redirect(303, `/b/${encodeURIComponent(blog.slug)}`)
    })
  },

  delete: async (event) => {
    const { user } = requireSession(event)
    const { confirm } = await textFields(event.request, 'confirm')
    if (confirm.trim() !== event.params.blog) return refuse('delete', 'confirm-mismatch', {})
    return attempt('delete', {}, async () => {
      await event.locals.api.deleteBlog(event.params.blog)
      redirect(303, `/@${user.username}`)
    })
  },
}
