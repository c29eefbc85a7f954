import { redirect } from '@sveltejs/kit'
import type { Person } from '#lib/api-types.ts'
import { newId } from '#lib/messenger/new-id.ts'
import type { ConversationDetails, MediaView, Message, Range } from '#lib/messenger/shapes.ts'
import type { Api } from '#lib/server/api.ts'
import { attempt, textFields } from '#lib/server/forms.ts'
import { requireSession } from '#lib/server/guard.ts'
import { withoutThem } from '#lib/server/without-them.ts'
import type { Actions, PageServerLoad } from './$types'

/** With more unread messages than this the page begins where the reader was, and not at the newest. */
const MANY = 35
/** Messages before that, to see what they are about. */
const EARLIER = 15
/** What is looked up for the first view; the browser does the rest. */
const MOST_LOOKED_UP = 20

export const load: PageServerLoad = async (event) => {
  requireSession(event)
  const { locals, params, url } = event
  // First: what changes afterwards comes over the socket.
  const conversation = await locals.api.conversation(params.id)
  const range = rangeOf(url.searchParams, conversation)
  const messages = await locals.api.messages(params.id, { ...range, limit: 50 })
  // A browser without scripts cannot say what was seen; one that looks ahead (`data.json`) has not shown it yet.
  const newest = messages.items.at(-1)
  if (!event.isDataRequest && newest && newest.seq > conversation.readSeq)
    await locals.api.readConversation(params.id, newest.seq).catch(withoutThem)
  const [people, media] = await Promise.all([
    peopleOf(locals.api, conversation, messages.items),
    mediaOf(locals.api, messages.items),
  ])
  return { conversation, messages, range, people, media, clientId: newId() }
}

export const actions: Actions = {
  send: async (event) => {
    requireSession(event)
    const { clientId, text } = await textFields(event.request, 'clientId', 'text')
    const path = `/messages/${event.params.id}`
    return attempt('send', { text }, async () => {
      await event.locals.api.sendMessage(event.params.id, { clientId, text })
      redirect(303, path)
    })
  },
}

function rangeOf(query: URLSearchParams, { unread, readSeq }: ConversationDetails): Range {
  const [before, after] = [numberIn(query, 'before'), numberIn(query, 'after')]
  if (before !== undefined) return { before }
  if (after !== undefined) return { after }
  return unread > MANY ? { after: Math.max(0, readSeq - EARLIER) } : {}
}

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name)
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) : undefined
}

/** Those who wrote, came or left and are not in the conversation any more. */
async function peopleOf(api: Api, { members }: ConversationDetails, messages: Message[]): Promise<Person[]> {
  const there = new Set(members.map(({ id }) => id))
  const ids = new Set(messages.flatMap(({ senderId, subjectId }) => [senderId, subjectId ?? senderId]))
  const unknown = [...ids].filter((id) => !there.has(id)).slice(0, MOST_LOOKED_UP)
  const found = await Promise.all(unknown.map((id) => api.profile(id).catch(withoutThem)))
  return found.flatMap((one) => (one ? [{ id: one.id, username: one.username, name: one.name }] : []))
}

async function mediaOf(api: Api, messages: Message[]): Promise<MediaView[]> {
  const ids = messages.flatMap(({ mediaIds }) => mediaIds).slice(-MOST_LOOKED_UP)
  const found = await Promise.all(ids.map((id) => api.media(id).catch(withoutThem)))
  return found.filter((one) => one !== undefined)
}
