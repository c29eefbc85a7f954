import { redirect } from '@sveltejs/kit'
import { postPath } from '#lib/paths.ts'
import { ApiError } from '#lib/server/api-error.ts'
import { attempt } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const post = await event.locals.api.post(event.params.id)
  if (post.author.id !== user.id) throw new ApiError(403, 'not-your-post')
  return { post, owner: user.id }
}

export const actions: Actions = {
  publish: async (event) => {
    requireSession(event)
    return attempt('publish', {}, async () => {
      redirect(303, postPath(await event.locals.api.publishPost(event.params.id)))
    })
  },
  unpublish: async (event) => {
    requireSession(event)
    return attempt('publish', {}, async () => {
      await event.locals.api.unpublishPost(event.params.id)
      redirect(303, event.url.pathname)
    })
  },
  delete: async (event) => {
    requireSession(event)
    return attempt('publish', {}, async () => {
      await event.locals.api.deletePost(event.params.id)
      redirect(303, '/write')
    })
  },
}
