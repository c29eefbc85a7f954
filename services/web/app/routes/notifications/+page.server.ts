import { redirect } from '@sveltejs/kit'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  requireSession(event)
  const { locals, url } = event
  return { notifications: await locals.api.notifications({ cursor: url.searchParams.get('cursor') }) }
}

export const actions: Actions = {
  read: async (event) => {
    requireSession(event)
    const { upTo } = await textFields(event.request, 'upTo')
    return attempt('read', {}, async () => {
      await event.locals.api.readNotifications(Number(upTo))
      redirect(303, '/notifications')
    })
  },
}
