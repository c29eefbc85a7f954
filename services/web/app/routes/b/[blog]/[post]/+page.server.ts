import { redirect } from '@sveltejs/kit'
import type { Comment } from '#lib/api-types.ts'
import type { ShownComment } from '#lib/comments.ts'
import { ApiError } from '#lib/server/api-error.ts'
import { colourCode } from '#lib/server/colour-code.ts'
import { hasItalics } from '#lib/server/fonts.ts'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import { postTags } from '#lib/server/head/post-tags.ts'
import { linkify } from '#lib/server/links.ts'
import { readableHtml } from '#lib/server/readable-html.ts'
import { withoutThem } from '#lib/server/without-them.ts'
import { cardPath } from '../../../../../src/cards/card.rules.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const found = await locals.api.postAt(params.blog, params.post).catch(movedPost)
  const { pictures, ...post } = found
  locals.italics = hasItalics(post.html)
  const isPublished = post.status === 'published'
  const [cursor, at] = [url.searchParams.get('cursor'), url.searchParams.get('at')]
  const [comments, reactions, related] = await Promise.all([
    locals.api.comments(post.id, { cursor, at }).catch(withoutThem),
    isPublished ? locals.api.reactions(post.id).catch(withoutThem) : undefined,
    isPublished ? locals.api.related(post.id).catch(withoutThem) : undefined,
  ])
  const card = isPublished ? cardPath(post) : undefined
  if (isPublished) locals.tags = postTags(found, locals.origin, card)
  return {
    post: { ...post, html: readableHtml(colourCode(post.html), { pictures, own: !isPublished }) },
    card,
    related: related?.items ?? [],
    comments: comments && { ...comments, items: comments.items.map(withLinks) },
    reactions,
  }
}

const withLinks = (comment: Comment): ShownComment => ({ ...comment, pieces: linkify(comment.text) })

/** The address is of before: the reader goes on to where the post is now, and so does whoever keeps the link. */
function movedPost(error: unknown): never {
  if (error instanceof ApiError && error.status === 301 && error.path) redirect(301, error.path)
  throw error
}

/** Where a comment is seen, on whatever page of comments it is. */
const seenAt = ({ url }: RequestEvent, id: string): string => `${url.pathname}?at=${id}#c-${id}`

async function postOf({ locals, params }: RequestEvent): Promise<string> {
  return (await locals.api.postAt(params.blog ?? '', params.post ?? '')).id
}

export const actions: Actions = {
  comment: async (event) => {
    requireSession(event)
    const { text, parentId } = await textFields(event.request, 'text', 'parentId')
    return attempt('comment', { text }, async () => {
      const { api } = event.locals
      const comment = await api.comment(await postOf(event), { text, ...(parentId ? { parentId } : {}) })
      redirect(303, seenAt(event, comment.id))
    })
  },
  edit: async (event) => {
    requireSession(event)
    const { id, text, revision } = await textFields(event.request, 'id', 'text', 'revision')
    return attempt('edit-comment', { text }, async () => {
      const { api } = event.locals
      await api.updateComment(await postOf(event), id, text, revision).catch(changedMeanwhile)
      redirect(303, seenAt(event, id))
    })
  },
  delete: async (event) => {
    requireSession(event)
    const { id } = await textFields(event.request, 'id')
    return attempt('delete-comment', {}, async () => {
      await event.locals.api.deleteComment(await postOf(event), id)
      redirect(303, `${event.url.pathname}#comments`)
    })
  },
}

function changedMeanwhile(error: unknown): never {
  if (error instanceof ApiError && error.status === 412)
    throw new ApiError(412, 'comment-changed', {}, { cause: error })
  throw error
}
