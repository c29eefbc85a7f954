import { zoneOf } from '#lib/server/cookies.ts'
import { requireSession } from '#lib/server/guard.ts'
import type { LayoutServerLoad } from './$types'

export const load: LayoutServerLoad = async (event) => {
  requireSession(event)
  const { cookies, locals, url } = event
  // A page of the list has an address, for browsers without scripts; with them the list grows where it is.
  const conversations = await locals.api.conversations({ cursor: url.searchParams.get('cursor'), limit: 30 })
  return { conversations, zone: zoneOf(cookies) }
}
