import type { ServerFrame } from '@quark/contracts/messenger'
import type { MessageRow } from '../db/schema.js'
import { toView } from '../messages/message-view.rules.js'
import { PAGE, type Place } from './log.repository.js'

/** What comes after a place in a conversation. */
export interface Slice {
  /** In order. */
  readonly messages: readonly MessageRow[]
  /** Older messages that were edited or deleted, in the order of that. */
  readonly changes: readonly MessageRow[]
  /** Where one is with it. */
  readonly next: Place
  readonly hasMore: boolean
}

/** Sorts what was read after a place. */
export function sliceOf(place: Place, rows: readonly MessageRow[]): Slice {
  const messages = rows.filter(({ seq }) => seq > place.seq).sort((a, b) => a.seq - b.seq)
  const changes = rows.filter(({ seq }) => seq <= place.seq).sort((a, b) => a.change - b.change)
  const cut = changes.length === PAGE
  // All changes up to the newest were read, unless the page was too short for them: a newer message says itself how it is now.
  const change = (cut ? changes : rows).reduce((most, row) => Math.max(most, row.change), place.change)
  return {
    messages,
    changes,
    next: { conversationId: place.conversationId, seq: messages.at(-1)?.seq ?? place.seq, change },
    hasMore: cut || messages.length === PAGE,
  }
}

export const messageFrame = (row: MessageRow): ServerFrame => ({ type: 'message', message: toView(row) })

/** What members are told of a message that they have, and that is no longer as it was. */
export function changeFrame(row: MessageRow): ServerFrame {
  const { id: messageId, conversation_id: conversationId, seq, change } = row
  const about = { conversationId, messageId, seq, change }
  return row.deleted_at
    ? { type: 'deleted', ...about, deletedAt: row.deleted_at.toISOString() }
    : { type: 'edited', ...about, text: row.text ?? '', editedAt: (row.edited_at ?? row.sent_at).toISOString() }
}
