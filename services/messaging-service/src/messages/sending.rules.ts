import { Refusal } from '@quark/service-kit'

/** A message that somebody wants to send. */
export interface Sending {
  readonly senderId: string
  readonly conversationId: string
  readonly clientId: string
  readonly text: string
  readonly replyTo?: string | undefined
  readonly mediaIds?: string[] | undefined
}

/** What the database says of it, under the lock of its conversation. */
export interface Circumstances {
  /** Undefined when there is no such conversation. */
  readonly kind: 'direct' | 'group' | undefined
  readonly isMember: boolean
  /** One of the two has blocked the other. */
  readonly blocked: boolean
  /** The other one's account is gone. */
  readonly alone: boolean
  readonly replyFound: boolean
}

/** @throws Refusal 403, 404 or 409 for what may not be sent */
export function assertSendable({ kind, isMember, blocked, alone, replyFound }: Circumstances): void {
  if (kind === undefined || !isMember) throw Refusal.notFound('conversation')
  if (blocked) throw Refusal.forbidden('blocked', 'One of you has blocked the other.')
  if (alone) throw Refusal.conflict('nobody-there', 'The other account does not exist any more.')
  if (!replyFound) {
    throw Refusal.invalid(
      'reply-not-found',
      [{ field: 'replyTo', code: 'not-found', message: 'is no message of this conversation' }],
      'The message that this one answers is not in this conversation.',
    )
  }
}

/** What was stored under the same client's id before. */
export interface Known {
  readonly conversationId: string
  readonly text: string | null
  readonly replyTo: string | null
  readonly mediaIds: readonly string[]
  /** It was edited or deleted since, so that its text says nothing about what was sent. */
  readonly changed: boolean
}

/** The same message sent again is fine. @throws Refusal 409 `client-id-reused` when it is another one */
export function assertSame(known: Known, { conversationId, text, replyTo, mediaIds = [] }: Sending): void {
  const same =
    known.conversationId === conversationId &&
    known.replyTo === (replyTo ?? null) &&
    (known.changed || (known.text === text && known.mediaIds.join() === mediaIds.join()))
  if (same) return
  throw Refusal.conflict('client-id-reused', 'Another message has this clientId. Make a new one for each message.', [
    { field: 'clientId', code: 'taken', message: 'belongs to another message of yours' },
  ])
}

/** @param usable those that the sender may let a message refer to. @throws Refusal 400 `media-not-usable` */
export function assertUsable(mediaIds: readonly string[], usable: ReadonlySet<string>): void {
  const fields = mediaIds.flatMap((id, at) =>
    usable.has(id)
      ? []
      : [{ field: `mediaIds.${at}`, code: 'not-found', message: 'is no upload of yours that can be shown' }],
  )
  if (fields.length > 0)
    throw Refusal.invalid('media-not-usable', fields, 'A message shows uploads of its sender alone.')
}
