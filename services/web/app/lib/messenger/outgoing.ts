import type { Message } from './shapes.ts'

/** A message of this person that the server may not have yet. */
export interface Outgoing {
  /** Made once: however often it is sent, it is stored once. */
  clientId: string
  /** Who wrote it; nobody else on this browser gets to see or send it. */
  owner: string
  conversationId: string
  text: string
  replyTo?: string
  mediaIds: string[]
  /** When it was written (ms), in an order that no two of one tab share. */
  writtenAt: number
  /** Why the server does not take it; it then waits for the person. */
  refused?: string
}

/** What came of a try to send. */
export type Outcome =
  | { kind: 'sent' }
  /** The server understood and said no. */
  | { kind: 'refused'; code: string }
  /** Not now; undefined: when the connection is back, or after a pause that grows. */
  | { kind: 'later'; afterMs?: number }

/** Codes that a later try may change. */
const PASSING = new Set(['too-many-messages', 'too-many-frames', 'too-many-requests', 'busy', 'internal-error'])
/** For these it is not the message that is refused. */
const NOT_NOW = new Set(['session-ended', 'token-expired', 'token-invalid', 'not-signed-in'])

/** What an answer that is not a yes means for the message. @param retryAfter seconds */
export function outcomeOf(code: string, status: number, retryAfter?: number): Outcome {
  const isPassing = PASSING.has(code) || NOT_NOW.has(code) || status === 429 || status >= 500 || status === 0
  if (!isPassing) return { kind: 'refused', code }
  return retryAfter === undefined ? { kind: 'later' } : { kind: 'later', afterMs: retryAfter * 1000 }
}

/** The order in which messages are sent. */
export const inOrder = (messages: readonly Outgoing[]): Outgoing[] =>
  [...messages].sort((a, b) => a.writtenAt - b.writtenAt || (a.clientId < b.clientId ? -1 : 1))

/** The next one to send: those that were refused wait for the person, and do not hold up the others. */
export const nextOf = (messages: readonly Outgoing[]): Outgoing | undefined =>
  inOrder(messages).find(({ refused }) => refused === undefined)

/** What waits of one conversation and is not among its messages yet. */
export function waitingOf(
  messages: readonly Outgoing[],
  conversationId: string,
  shown: readonly Message[],
): Outgoing[] {
  const there = new Set(shown.map(({ clientId }) => clientId))
  return inOrder(messages).filter((one) => one.conversationId === conversationId && !there.has(one.clientId))
}
