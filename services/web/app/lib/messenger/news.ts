import type { ServerFrame } from '@quark/contracts/messenger'
import type { Person } from '../api-types.ts'
import type { Conversation, ConversationDetails, Member, Message, MessagePage, Presence, Range } from './shapes.ts'
import { type Change, EMPTY_THREAD, focused, type Thread, trimmed, withPage } from './thread.ts'

/** A conversation in this tab: as the list has it, and with everybody in it once it was opened. */
export type Talk = Conversation & {
  members?: Member[]
  /**
   * Up to which message the socket has brought everything, since the conversation was first read: with `change` the place to go on from.
   * `seq` may be ahead of it by what was read over REST, which may be older than the newest change that was heard of.
   */
  heard: number
}

/** All that a tab knows of the messenger. Changed by `reduce` alone, from whatever comes in whatever order. */
export interface MessengerState {
  /** The person's id. */
  me: string
  talks: ReadonlyMap<string, Talk>
  threads: ReadonlyMap<string, Thread>
  /** People who were looked up since they are in no list: those who left. */
  people: ReadonlyMap<string, Person>
  presence: ReadonlyMap<string, Presence>
  /** Who writes where, and until when (ms) that is believed. */
  typing: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Conversations of which something between is missing: to be named in a `resume`. */
  holes: ReadonlySet<string>
  /** Conversations to read anew: unknown ones, and those whose members changed. */
  wanted: ReadonlySet<string>
  /** Unread messages of conversations that are not in `talks`. */
  unreadElsewhere: number
  /** Where the list goes on; null at its end, undefined while no list was read. */
  nextCursor: string | null | undefined
  /** The conversation that is open. */
  open: string | undefined
}

export type News =
  /** A part of the list; `unread`: of all conversations, read at the same time. */
  | { type: 'listed'; items: Conversation[]; nextCursor: string | null; unread?: number; isMore?: boolean }
  | { type: 'details'; conversation: ConversationDetails }
  /** The conversation is not ours any more. */
  | { type: 'gone'; conversationId: string }
  | { type: 'opened'; conversationId: string | undefined }
  /** `gaps`: of the thread when the page was asked for; one from before a gap may be outdated. */
  | { type: 'page'; conversationId: string; page: MessagePage; range: Range; focus?: number; gaps?: number }
  | { type: 'focus'; conversationId: string; seq: number }
  | { type: 'people'; people: Person[] }
  /** This person has read up to there, here. */
  | { type: 'read'; conversationId: string; seq: number }
  | { type: 'tick'; at: number }
  /** A message of one's own, as the API answered it. */
  | { type: 'stored'; message: Message }
  /** A change of one's own, as the API answered it. */
  | { type: 'changed'; conversationId: string; seq: number; change: Change }
  | { type: 'frame'; frame: ServerFrame; at: number }

/** So many messages of a conversation that is not open are kept. */
export const KEPT = 200

export const emptyState = (me: string): MessengerState => ({
  me,
  talks: new Map(),
  threads: new Map(),
  people: new Map(),
  presence: new Map(),
  typing: new Map(),
  holes: new Set(),
  wanted: new Set(),
  unreadElsewhere: 0,
  nextCursor: undefined,
  open: undefined,
})

export const threadOf = ({ threads }: MessengerState, id: string): Thread => threads.get(id) ?? EMPTY_THREAD

/** The conversations, those in which something was said last first. */
export const listOf = ({ talks }: MessengerState): Talk[] =>
  [...talks.values()].sort((a, b) => compare(b.updatedAt, a.updatedAt) || compare(b.id, a.id))

/** How many messages are unread in all conversations. */
export const unreadOf = ({ talks, unreadElsewhere }: MessengerState): number =>
  [...talks.values()].reduce((sum, { unread }) => sum + unread, unreadElsewhere)

/** Where this tab is in each conversation, for `resume`. */
export const placesOf = ({ talks }: MessengerState) =>
  [...talks.values()].map(({ id, heard, change }) => ({ conversationId: id, seq: heard, change }))

export const changeOf = (frame: Extract<ServerFrame, { type: 'edited' | 'deleted' }>): Change => {
  const { messageId, change } = frame
  return frame.type === 'edited'
    ? { messageId, change, text: frame.text, editedAt: frame.editedAt }
    : { messageId, change, deletedAt: frame.deletedAt }
}

/** A talk whose thread may have grown: moves its place on over all that is known without a hole. */
export function advanced(talk: Talk, { known }: Thread, me: string): Talk {
  let { seq, readSeq } = talk
  for (let next = known.get(seq + 1); next; next = known.get(seq + 1)) {
    seq = next.seq
    if (next.senderId === me) readSeq = Math.max(readSeq, seq)
  }
  const newest = known.get(seq)
  const lastMessage = newerOf(newest ?? null, talk.lastMessage)
  const updatedAt = newest && newest.sentAt > talk.updatedAt ? newest.sentAt : talk.updatedAt
  return { ...talk, seq, readSeq, unread: Math.max(0, seq - readSeq), lastMessage, updatedAt }
}

export function withThread(state: MessengerState, id: string, change: (thread: Thread) => Thread): MessengerState {
  const thread = change(threadOf(state, id))
  const kept = state.open === id ? thread : trimmed(thread, KEPT)
  const threads = new Map(state.threads).set(id, kept)
  const talk = state.talks.get(id)
  return talk
    ? { ...state, threads, talks: new Map(state.talks).set(id, advanced(talk, kept, state.me)) }
    : { ...state, threads }
}

export function withTalk(state: MessengerState, id: string, change: (talk: Talk) => Talk): MessengerState {
  const talk = state.talks.get(id)
  return talk ? { ...state, talks: new Map(state.talks).set(id, change(talk)) } : state
}

export const withWanted = (state: MessengerState, id: string): MessengerState =>
  state.wanted.has(id) ? state : { ...state, wanted: new Set(state.wanted).add(id) }

/** Of two reads of a conversation, made at different times, the newer one; what only one of them has stays. */
export function merged(known: Talk | undefined, read: Conversation & { members?: Member[] }): Talk {
  if (!known) return { ...read, heard: read.seq }
  const newer = read.seq >= known.seq ? read : known
  const readSeq = Math.max(known.readSeq, read.readSeq)
  const members = read.members ?? known.members
  return {
    ...read,
    seq: newer.seq,
    // The place of the socket, which alone moves it: what lies between is still to come over it.
    heard: known.heard,
    change: known.change,
    lastMessage: newerOf(known.lastMessage, read.lastMessage),
    updatedAt: newer.updatedAt,
    readSeq,
    unread: Math.max(0, newer.seq - readSeq),
    ...(members && { members: members.map((member) => withReadOf(member, known.members)) }),
  }
}

export const withReadOf = (member: Member, known: Member[] = []): Member => ({
  ...member,
  readSeq: Math.max(member.readSeq, known.find(({ id }) => id === member.id)?.readSeq ?? 0),
})

export const withPageOf = (
  state: MessengerState,
  { conversationId, page, range, focus, gaps }: Extract<News, { type: 'page' }>,
): MessengerState =>
  withThread(state, conversationId, (thread) => {
    if (gaps !== undefined && gaps !== thread.gaps) return thread
    const next = withPage(thread, page, range)
    return focus === undefined ? next : focused(next, focus)
  })

/** Of two messages the later one; of two reads of one message the one that was changed last. */
const newerOf = (one: Message | null, other: Message | null): Message | null => {
  if (!one || !other) return one ?? other
  if (one.seq !== other.seq) return one.seq > other.seq ? one : other
  return one.change > other.change ? one : other
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
