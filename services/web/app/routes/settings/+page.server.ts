import { redirect } from '@sveltejs/kit'
import { ApiError } from '#lib/server/api-error.ts'
import { dropSessionCookie, SESSION_COOKIE, setPreference } from '#lib/server/cookies.ts'
import { attempt, refuse, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import { usePlatform } from '#lib/server/platform.ts'
import { readProfile } from '#lib/settings/profile.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async (event) => {
  const { user } = requireSession(event)
  const { api } = event.locals
  const [profile, sessions, preferences] = await Promise.all([
    api.profile(user.id),
    api.sessions(),
    api.notificationPreferences().catch(unlessAway),
  ])
  return { profile, sessions: sessions.items, preferences: preferences?.items }
}

export const actions: Actions = {
  profile: async (event) => {
    const { user } = requireSession(event)
    const data = await event.request.formData()
    return attempt('profile', Object.fromEntries(data), async () => {
      const profile = await event.locals.api.updateProfile(user.id, readProfile(data))
      // The stored session learns the name from user.updated, which may come after the page is drawn.
      if (event.locals.session) event.locals.session.user = { ...user, name: profile.name }
      setPreference(event.cookies, event.url, { locale: profile.locale })
      event.locals.locale = profile.locale
      return { saved: true }
    })
  },

  notifications: async (event) => {
    requireSession(event)
    const data = await event.request.formData()
    return attempt('notifications', {}, async () => {
      const { items } = await event.locals.api.notificationPreferences()
      const chosen = items.map(({ kind }) => ({ kind, inApp: data.has(kind) }))
      await event.locals.api.chooseNotifications(chosen)
      return { notificationsSaved: true }
    })
  },

  password: async (event) => {
    requireSession(event)
    const passwords = await textFields(event.request, 'currentPassword', 'newPassword')
    return attempt('password', {}, async () => {
      await event.locals.api.changePassword(passwords)
      return { passwordChanged: true }
    })
  },

  revoke: async (event) => {
    requireSession(event)
    const { id } = await textFields(event.request, 'id')
    return attempt('revoke', {}, async () => {
      await event.locals.api.revokeSession(id)
      return { revoked: true }
    })
  },

  delete: async (event) => {
    const { user } = requireSession(event)
    const { confirm } = await textFields(event.request, 'confirm')
    if (confirm.trim() !== user.username) return refuse('delete', 'confirm-mismatch', {})
    return attempt('delete', {}, async () => {
      await event.locals.api.deleteProfile(user.id)
      await usePlatform().sessions.end(event.cookies.get(SESSION_COOKIE) ?? '')
      dropSessionCookie(event.cookies, event.url)
      redirect(303, '/')
    })
  },
}

/** The rest of the settings is there without what a module that rests would tell. */
function unlessAway(error: unknown): undefined {
  if (error instanceof ApiError && error.status >= 500) return undefined
  throw error
}
