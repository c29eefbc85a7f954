import type { ServerFrame } from '@quark/contracts/messenger'
import { changeOf, type MessengerState, type Talk, withTalk, withThread, withWanted } from './news.ts'
import type { Message } from './shapes.ts'
import { changed, withChange, withGap, withLatest, withMessage } from './thread.ts'

/** Typing is believed so long, unless it is said again. */
const TYPING_MS = 5000

/** What a frame of the socket changes. Those about sending are the outbox's. */
export function reduceFrame(state: MessengerState, frame: ServerFrame, at: number): MessengerState {
  switch (frame.type) {
    case 'message':
      return withNote(withArrived(state, frame.message), frame.message)
    case 'edited':
    case 'deleted': {
      const change = changeOf(frame)
      const next = withThread(state, frame.conversationId, (thread) => withChange(thread, frame.seq, change))
      return withTalk(next, frame.conversationId, (talk) => ({
        ...talk,
        change: Math.max(talk.change, frame.change),
        lastMessage: talk.lastMessage?.id === change.messageId ? changed(talk.lastMessage, change) : talk.lastMessage,
      }))
    }
    case 'gap': {
      const next = withThread(state, frame.conversationId, (thread) => withGap(thread, frame.before))
      return withTalk(next, frame.conversationId, (talk) => ({
        ...talk,
        seq: Math.max(talk.seq, frame.before - 1),
        heard: Math.max(talk.heard, frame.before - 1),
      }))
    }
    case 'synced': {
      const holes = new Set(state.holes)
      holes.delete(frame.conversationId)
      return standing({ ...state, holes }, frame.conversationId, frame.seq, frame.change)
    }
    case 'joined':
      return withWanted(standing(state, frame.conversationId, frame.seq, frame.change), frame.conversationId)
    case 'left':
      return state.talks.has(frame.conversationId) ? withWanted(state, frame.conversationId) : state
    case 'read':
      return withTalk(state, frame.conversationId, (talk) => withReads(talk, frame.reads, state.me))
    case 'typing': {
      if (frame.userId === state.me) return state
      const people = new Map(state.typing.get(frame.conversationId)).set(frame.userId, at + TYPING_MS)
      return { ...state, typing: new Map(state.typing).set(frame.conversationId, people) }
    }
    case 'presence': {
      const presence = new Map(state.presence)
      for (const { userId, online, lastSeenAt } of frame.people) presence.set(userId, { online, lastSeenAt })
      return { ...state, presence }
    }
    default:
      return state
  }
}

function withArrived(state: MessengerState, message: Message): MessengerState {
  const id = message.conversationId
  const next = withThread(withoutTypist(state, message), id, (thread) => withMessage(thread, message))
  const talk = next.talks.get(id)
  if (!talk) return withWanted(next, id)
  if (message.seq <= talk.heard) return next
  if (message.seq === talk.heard + 1) return withTalk(next, id, (one) => ({ ...one, heard: message.seq }))
  // It is not the next one: what lies between is to be asked for.
  return { ...next, holes: new Set(next.holes).add(id) }
}

function withoutTypist(state: MessengerState, { conversationId, senderId }: Message): MessengerState {
  const people = state.typing.get(conversationId)
  if (!people?.has(senderId)) return state
  const left = new Map(people)
  left.delete(senderId)
  return { ...state, typing: new Map(state.typing).set(conversationId, left) }
}

/** Notes of a group change what it is called and who is in it. */
function withNote(state: MessengerState, { conversationId, kind, text }: Message): MessengerState {
  if (kind === 'text') return state
  if (kind === 'renamed') return withTalk(state, conversationId, (talk) => ({ ...talk, title: text ?? talk.title }))
  return withWanted(state, conversationId)
}

/** The conversation is live from there on. */
function standing(state: MessengerState, id: string, seq: number, change: number): MessengerState {
  const next = withThread(state, id, (thread) => withLatest(thread, seq))
  return withTalk(next, id, (talk) => {
    const place = Math.max(talk.seq, seq)
    const unread = Math.max(0, place - talk.readSeq)
    return { ...talk, seq: place, heard: Math.max(talk.heard, seq), change: Math.max(talk.change, change), unread }
  })
}

function withReads(talk: Talk, reads: readonly { userId: string; seq: number }[], me: string): Talk {
  const of = new Map(reads.map(({ userId, seq }) => [userId, seq]))
  const readSeq = Math.max(talk.readSeq, of.get(me) ?? 0)
  return {
    ...talk,
    readSeq,
    unread: Math.max(0, talk.seq - readSeq),
    ...(talk.members && {
      members: talk.members.map((one) => ({ ...one, readSeq: Math.max(one.readSeq, of.get(one.id) ?? 0) })),
    }),
  }
}
