import type { MessageView } from '@quark/contracts/messenger'
import type { MessageRow } from '../db/schema.js'

/** A stored message as members see it. */
export const toView = (row: MessageRow): MessageView => ({
  id: row.id,
  conversationId: row.conversation_id,
  seq: row.seq,
  kind: row.kind,
  senderId: row.sender_id,
  clientId: row.client_id,
  text: row.text,
  mediaIds: row.media_ids,
  replyTo: row.reply_to,
  subjectId: row.subject_id,
  sentAt: row.sent_at.toISOString(),
  editedAt: row.edited_at?.toISOString() ?? null,
  deletedAt: row.deleted_at?.toISOString() ?? null,
  change: row.change,
})
