import type { Message, MessagePage, Range } from './shapes.ts'

/** An edit or a deletion; of two for one message the one with the higher `change` holds. */
export type Change =
  | { messageId: string; change: number; text: string; editedAt: string }
  | { messageId: string; change: number; deletedAt: string }

/**
 * What a tab knows of the messages of one conversation. They come in any order and more than once: pages of history, news of the
 * socket, the same again after it broke. Places have no hole, so what is shown is the run without one around `anchor`.
 */
export interface Thread {
  known: ReadonlyMap<number, Message>
  /** A place in the run that is shown. */
  anchor: number
  /** Place of the first message that this person may see; undefined while that is not known. */
  start: number | undefined
  /** Place of the newest message that is known to exist. */
  latest: number
  /** News of messages that were not here when it came: a page that was read before may bring their old text. */
  changes: ReadonlyMap<string, Change>
  /** How often the server left something out. */
  gaps: number
}

/** So many changes of messages that are not here are remembered. */
const CHANGES_KEPT = 200

export const EMPTY_THREAD: Thread = {
  known: new Map(),
  anchor: 0,
  start: undefined,
  latest: 0,
  changes: new Map(),
  gaps: 0,
}

/** Takes in a part of the history. */
export function withPage(thread: Thread, { items, hasMore }: MessagePage, range: Range): Thread {
  const known = new Map(thread.known)
  for (const message of items) put(known, changed(message, thread.changes.get(message.id)))
  const isBackward = range.after === undefined
  // An empty page says that nothing is before a message, and nothing of a place that no message had when it was read.
  const { before } = range
  const first = items[0]?.seq ?? (before !== undefined && known.has(before) ? before : thread.start)
  const start = isBackward && !hasMore ? first : thread.start
  const latest = Math.max(thread.latest, items.at(-1)?.seq ?? 0)
  const anchor = known.has(thread.anchor) ? thread.anchor : ((isBackward ? items.at(-1) : items[0])?.seq ?? 0)
  return { ...thread, known, start, latest, anchor }
}

export function withMessage(thread: Thread, message: Message): Thread {
  const known = new Map(thread.known)
  put(known, changed(message, thread.changes.get(message.id)))
  const anchor = known.has(thread.anchor) ? thread.anchor : message.seq
  return { ...thread, known, anchor, latest: Math.max(thread.latest, message.seq) }
}

/** @param seq place of the message that was changed */
export function withChange(thread: Thread, seq: number, change: Change): Thread {
  const message = thread.known.get(seq)
  if (message) return { ...thread, known: new Map(thread.known).set(seq, changed(message, change)) }
  const earlier = thread.changes.get(change.messageId)
  if (earlier && earlier.change >= change.change) return thread
  const changes = new Map(thread.changes)
  changes.delete(change.messageId)
  changes.set(change.messageId, change)
  for (const [oldest] of changes) {
    if (changes.size <= CHANGES_KEPT) break
    changes.delete(oldest)
  }
  return { ...thread, changes }
}

/** The server left out what is older than `before`, edits of it included: what is here of that may be outdated. */
export function withGap(thread: Thread, before: number): Thread {
  const known = new Map([...thread.known].filter(([seq]) => seq >= before))
  const anchor = known.has(thread.anchor) ? thread.anchor : before
  return { ...thread, known, anchor, start: undefined, latest: Math.max(thread.latest, before), gaps: thread.gaps + 1 }
}

/** Forgets messages up to a place. */
export const withoutUpTo = (thread: Thread, seq: number): Thread => ({
  ...thread,
  known: new Map([...thread.known].filter(([at]) => at > seq)),
})

/** Something is said to be at this place already. */
export const withLatest = (thread: Thread, seq: number): Thread =>
  seq > thread.latest ? { ...thread, latest: seq } : thread

/** Shows the run around another place, when that is known. */
export const focused = (thread: Thread, seq: number): Thread =>
  thread.known.has(seq) ? { ...thread, anchor: seq } : thread

/** Forgets what is older than the newest `keep`: of a conversation that nobody looks at. */
export function trimmed(thread: Thread, keep: number): Thread {
  if (thread.known.size <= 2 * keep) return thread
  const from = thread.latest - keep
  const known = new Map([...thread.known].filter(([seq]) => seq > from))
  return { ...thread, known, anchor: known.has(thread.anchor) ? thread.anchor : thread.latest }
}

/** What is shown: each message once, in order, without a hole. */
export function shownOf({ known, anchor }: Thread): Message[] {
  const run: Message[] = []
  let first = anchor
  while (known.has(first - 1)) first--
  for (let message = known.get(first); message; message = known.get(message.seq + 1)) run.push(message)
  return run
}

/** The place before which there is more to read; undefined when there is not. */
export function olderThan(thread: Thread): number | undefined {
  const first = shownOf(thread)[0]?.seq
  return first === undefined || first <= (thread.start ?? 1) ? undefined : first
}

/** The place after which there is more to read; undefined when the newest is shown. */
export function newerThan(thread: Thread): number | undefined {
  const last = shownOf(thread).at(-1)?.seq
  return last === undefined || last >= thread.latest ? undefined : last
}

/** The message as it is after a change, unless it is newer itself. */
export function changed(message: Message, change: Change | undefined): Message {
  if (!change || change.change <= message.change) return message
  return 'text' in change
    ? { ...message, change: change.change, text: change.text, editedAt: change.editedAt }
    : { ...message, change: change.change, text: null, mediaIds: [], deletedAt: change.deletedAt }
}

function put(known: Map<number, Message>, message: Message): void {
  const there = known.get(message.seq)
  if (!there || there.change < message.change) known.set(message.seq, message)
}
