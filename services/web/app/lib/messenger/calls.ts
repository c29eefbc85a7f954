import type { Page, Person } from '../api-types.ts'
import type { Conversation, ConversationDetails, MediaView, Message, MessagePage, Range } from './shapes.ts'

/** Through the door of this site's own server, which puts the person's token on (`src/door`). */
const API = '/-/api/v1'
const TIMEOUT_MS = 15_000

/** The API said no, or did not answer: then the code is `offline`. */
export class CallError extends Error {
  override readonly name = 'CallError'

  constructor(
    readonly code: string,
    readonly status: number,
    /** Seconds. */
    readonly retryAfter?: number,
  ) {
    super(code)
  }
}

interface NewMessage {
  clientId: string
  text: string
  replyTo?: string
  mediaIds: string[]
}

/** What the messenger asks of the API from a browser. @throws CallError from every function */
export const calls = {
  conversations: (cursor?: string | null) =>
    call<Page<Conversation>>('GET', `/conversations?limit=50${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
  unread: () => call<{ conversations: number; messages: number }>('GET', '/conversations/unread'),
  conversation: (id: string) => call<ConversationDetails>('GET', `/conversations/${id}`),
  messages: (id: string, { before, after }: Range, limit = 50) => {
    const query = new URLSearchParams({ limit: String(limit) })
    if (before !== undefined) query.set('before', String(before))
    if (after !== undefined) query.set('after', String(after))
    return call<MessagePage>('GET', `/conversations/${id}/messages?${query}`)
  },
  send: (id: string, message: NewMessage) => call<Message>('POST', `/conversations/${id}/messages`, message),
  edit: (id: string, messageId: string, text: string) =>
    call<Message>('PUT', `/conversations/${id}/messages/${messageId}`, { text }),
  remove: (id: string, messageId: string) => call<void>('DELETE', `/conversations/${id}/messages/${messageId}`),
  read: (id: string, seq: number) => call<void>('PUT', `/conversations/${id}/read`, { seq }),
  media: (id: string) => call<MediaView>('GET', `/media/${id}`),
  person: (id: string) => call<Person>('GET', `/user/${id}`),
}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(API + path, {
    method,
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new CallError('offline', 0)
  })
  if (answer.ok) return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T)
  const problem = await answer.json().catch(() => ({}))
  const retryAfter = Number(answer.headers.get('retry-after')) || undefined
  throw new CallError(problem.code ?? 'unknown', answer.status, retryAfter)
}
