import { redirect } from '@sveltejs/kit'
import { ApiError } from '#lib/server/api-error.ts'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async (event) => {
  requireSession(event)
  return { conversation: await event.locals.api.conversation(event.params.id) }
}

export const actions: Actions = {
  add: async (event) => {
    const { username } = await textFields(event.request, 'username')
    return change(event, 'add', { username }, async (id) => {
      const { api } = event.locals
      const found = await api.profile(username.trim().replace(/^@/, '').toLowerCase()).catch((error: unknown) => {
        // A name that cannot be one is nobody's.
        throw error instanceof ApiError && error.status === 400 ? new ApiError(404, 'user-not-found') : error
      })
      await api.addMembers(id, [found.id])
    })
  },
  remove: async (event) => {
    const { userId } = await textFields(event.request, 'userId')
    return change(event, 'remove', {}, (id) => event.locals.api.removeMember(id, userId))
  },
  rename: async (event) => {
    const { title } = await textFields(event.request, 'title')
    return change(event, 'rename', { title }, (id) => event.locals.api.renameConversation(id, title))
  },
  leave: async (event) => {
    const { user } = requireSession(event)
    return change(event, 'leave', {}, (id) => event.locals.api.removeMember(id, user.id), '/messages')
  },
  block: async (event) => {
    const { userId } = await textFields(event.request, 'userId')
    return change(event, 'block', {}, () => event.locals.api.block(userId))
  },
  unblock: async (event) => {
    const { userId } = await textFields(event.request, 'userId')
    return change(event, 'block', {}, () => event.locals.api.unblock(userId))
  },
}

async function change<Values>(
  event: RequestEvent,
  form: string,
  values: Values,
  work: (id: string) => Promise<void>,
  to = `/messages/${event.params.id}/people`,
) {
  requireSession(event)
  return attempt(form, values, async () => {
    await work(event.params.id)
    redirect(303, to)
  })
}
