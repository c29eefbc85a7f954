import { redirect } from '@sveltejs/kit'
import { BLOG_FIELDS, readBlog } from '#lib/blogs/blog-form.ts'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = (event) => void requireSession(event)

export const actions: Actions = {
  default: async (event) => {
    requireSession(event)
    const typed = await textFields(event.request, 'slug', ...BLOG_FIELDS)
    return attempt('blog', typed, async () => {
      const blog = await event.locals.api.createBlog({ ...readBlog(typed), slug: typed.slug.trim().toLowerCase() })
      redirect(303, `/b/${encodeURIComponent(blog.slug)}`)
    })
  },
}
