import { redirect } from '@sveltejs/kit'
import { ApiError } from '#lib/server/api-error.ts'
import { hasItalics } from '#lib/server/fonts.ts'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const post = await locals.api.postAt(params.blog, params.post)
  locals.italics = hasItalics(post.html)
  const [comments, likes] = await Promise.all([
    locals.api.comments(post.id, url.searchParams.get('cursor')).catch(withoutThem),
    post.status === 'published' ? locals.api.likes(post.id).catch(withoutThem) : undefined,
  ])
  const reply = url.searchParams.get('reply')
  return { post, comments, likes, replyTo: comments?.items.find((comment) => comment.id === reply) }
}

function changeLike(event: RequestEvent, how: 'like' | 'unlike') {
  requireSession(event)
  const { api } = event.locals
  return attempt('like', {}, async () => {
    const post = await api.postAt(event.params.blog, event.params.post)
    await api[how](post.id)
    redirect(303, `${event.url.pathname}#like`)
  })
}

/** A text can be read without what was said about it. */
function withoutThem(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error
}

export const actions: Actions = {
  like: (event) => changeLike(event, 'like'),
  unlike: (event) => changeLike(event, 'unlike'),
  comment: async (event) => {
    requireSession(event)
    const { text, parentId } = await textFields(event.request, 'text', 'parentId')
    const { api } = event.locals
    return attempt('comment', { text }, async () => {
      const post = await api.postAt(event.params.blog, event.params.post)
      const comment = await api.comment(post.id, { text, ...(parentId ? { parentId } : {}) })
      redirect(303, `${event.url.pathname}#c-${comment.id}`)
    })
  },
  delete: async (event) => {
    requireSession(event)
    const { id } = await textFields(event.request, 'id')
    const { api } = event.locals
    return attempt('delete-comment', {}, async () => {
      const post = await api.postAt(event.params.blog, event.params.post)
      await api.deleteComment(post.id, id)
      redirect(303, `${event.url.pathname}#comments`)
    })
  },
}
