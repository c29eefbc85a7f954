import { redirect } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession, safePath } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

/** The page has nothing to see but a refusal: it takes the marks that people put on posts, in lists and under texts. */
export const load: PageServerLoad = ({ request }) => {
  if (request.method === 'GET') redirect(303, '/')
}

export const actions: Actions = {
  like: (event) => mark(event, 'like'),
  unlike: (event) => mark(event, 'unlike'),
  bookmark: (event) => mark(event, 'bookmark'),
  unbookmark: (event) => mark(event, 'unbookmark'),
}

async function mark(event: RequestEvent, how: 'like' | 'unlike' | 'bookmark' | 'unbookmark') {
  requireSession(event)
  const { post, back } = await textFields(event.request, 'post', 'back')
  return attempt('marks', { back: safePath(back) }, async () => {
    await event.locals.api[how](post)
    redirect(303, safePath(back))
  })
}
