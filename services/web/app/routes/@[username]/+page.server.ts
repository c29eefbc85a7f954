import { redirect } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession, safePath } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const profile = await locals.api.profile(params.username)
  const isOther = locals.session && locals.session.user.id !== profile.id
  const [blogs, posts, follow] = await Promise.all([
    locals.api.blogsOf(profile.username),
    locals.api.posts({ author: profile.username, cursor: url.searchParams.get('cursor'), limit: 10 }),
    isOther ? locals.api.followState(profile.id) : undefined,
  ])
  return { profile, blogs: blogs.items, posts, follow }
}

export const actions: Actions = {
  follow: (event) => change(event, 'follow'),
  unfollow: (event) => change(event, 'unfollow'),
}

async function change(event: RequestEvent, how: 'follow' | 'unfollow') {
  requireSession(event)
  const { api } = event.locals
  const { back } = await textFields(event.request, 'back')
  return attempt('follow', {}, async () => {
    const { id } = await api.profile(event.params.username)
    await api[how](id)
    redirect(303, back ? safePath(back) : event.url.pathname)
  })
}
