import { Refusal } from '@quark/service-kit'
import type { MessageRow } from '../db/schema.js'

/** Its sender alone changes a message, and a note of what happened nobody. @throws Refusal 403 `not-your-message` */
export function assertOwn({ kind, sender_id }: Pick<MessageRow, 'kind' | 'sender_id'>, callerId: string): void {
  if (kind === 'text' && sender_id === callerId) return
  throw Refusal.forbidden('not-your-message', 'Only who wrote a message may change it.')
}

/** @throws Refusal 409 `message-deleted` */
export function assertNotDeleted({ deleted_at }: Pick<MessageRow, 'deleted_at'>): void {
  if (deleted_at) throw Refusal.conflict('message-deleted', 'This message was deleted.')
}
