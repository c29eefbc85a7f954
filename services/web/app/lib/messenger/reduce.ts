import { type MessengerState, merged, type News, type Talk, withPageOf, withTalk, withThread } from './news.ts'
import { reduceFrame } from './reduce-frame.ts'
import type { Conversation, Member } from './shapes.ts'
import { focused, withChange, withLatest, withMessage, withoutUpTo } from './thread.ts'

/** The state after a piece of news. Pure: the same news in the same order give the same state. */
export function reduce(state: MessengerState, news: News): MessengerState {
  switch (news.type) {
    case 'listed':
      return listed(state, news)
    case 'details': {
      const wanted = new Set(state.wanted)
      wanted.delete(news.conversation.id)
      return known({ ...state, wanted }, news.conversation)
    }
    case 'gone':
      return gone(state, news.conversationId)
    case 'opened':
      return { ...state, open: news.conversationId }
    case 'page':
      return withPageOf(state, news)
    case 'focus':
      return withThread(state, news.conversationId, (thread) => focused(thread, news.seq))
    case 'people':
      return { ...state, people: new Map([...state.people, ...news.people.map((one) => [one.id, one] as const)]) }
    case 'read':
      return withTalk(state, news.conversationId, (talk) => readUpTo(talk, news.seq))
    case 'stored':
      return withThread(state, news.message.conversationId, (thread) => withMessage(thread, news.message))
    case 'changed':
      return withThread(state, news.conversationId, (thread) => withChange(thread, news.seq, news.change))
    case 'tick':
      return withoutTyping(state, news.at)
    case 'frame':
      return reduceFrame(state, news.frame, news.at)
  }
}

function listed(state: MessengerState, { items, nextCursor, unread, isMore }: Extract<News, { type: 'listed' }>) {
  const next = items.reduce(known, state)
  const elsewhere =
    unread === undefined
      ? Math.max(0, state.unreadElsewhere - (isMore ? sumOf(items, state) : 0))
      : Math.max(0, unread - [...next.talks.values()].reduce((sum, talk) => sum + talk.unread, 0))
  // A list that was read to its end stays so: what is new comes over the socket.
  const cursor = isMore || state.nextCursor === undefined ? nextCursor : state.nextCursor
  return { ...next, unreadElsewhere: elsewhere, nextCursor: cursor }
}

/** Unread messages of conversations that were not known before. */
const sumOf = (items: Conversation[], { talks }: MessengerState): number =>
  items.reduce((sum, { id, unread }) => sum + (talks.has(id) ? 0 : unread), 0)

/** A conversation was read; the socket may be ahead of that, or behind it. */
function known(state: MessengerState, read: Conversation & { members?: Member[] }): MessengerState {
  const talks = new Map(state.talks).set(read.id, merged(state.talks.get(read.id), read))
  const presence = new Map(state.presence)
  for (const { id, online, lastSeenAt } of [...(read.members ?? []), ...(read.peer ? [read.peer] : [])])
    presence.set(id, { online, lastSeenAt })
  const isNew = !state.talks.has(read.id)
  const stub = state.threads.get(read.id)
  // News came before there was a place to tell what is missing from: it is asked for from there.
  const holes = isNew && stub ? new Set(state.holes).add(read.id) : state.holes
  return withThread({ ...state, talks, presence, holes }, read.id, (thread) =>
    withLatest(isNew ? withoutUpTo(thread, read.seq) : thread, read.seq),
  )
}

function gone(state: MessengerState, id: string): MessengerState {
  const [talks, threads, wanted, holes] = [
    new Map(state.talks),
    new Map(state.threads),
    new Set(state.wanted),
    new Set(state.holes),
  ]
  talks.delete(id)
  threads.delete(id)
  wanted.delete(id)
  holes.delete(id)
  return { ...state, talks, threads, wanted, holes }
}

const readUpTo = (talk: Talk, seq: number): Talk => {
  const readSeq = Math.max(talk.readSeq, Math.min(seq, talk.seq))
  return { ...talk, readSeq, unread: Math.max(0, talk.seq - readSeq) }
}

function withoutTyping(state: MessengerState, at: number): MessengerState {
  if (![...state.typing.values()].some((people) => [...people.values()].some((until) => until <= at))) return state
  const typing = new Map(
    [...state.typing].map(([id, people]) => [id, new Map([...people].filter(([, until]) => until > at))]),
  )
  return { ...state, typing }
}
