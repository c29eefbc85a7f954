import { z } from 'zod'
import { defineEvent } from '../define-event.js'

const message = {
  /** Of uploads of the sender's that go, or went, with it. */
  mediaIds: z.array(z.uuid()),
  messageId: z.uuid(),
  conversationId: z.uuid(),
  senderId: z.uuid(),
}

/** Somebody wrote to a conversation. Carries no text: who is told of it reads that in the conversation. */
export const MessageSent = defineEvent(
  'message.sent',
  { stream: 'messages' },
  {
    ...message,
    /** The place of the message in its conversation, which counts from 1 without a hole. */
    seq: z.int(),
    kind: z.enum(['direct', 'group']),
    /** Everybody who may read it, but the sender. */
    recipientIds: z.array(z.uuid()),
    /** Those of them who had no socket open when it was sent, as far as the sender's replica knew: whom to notify. */
    awayIds: z.array(z.uuid()),
    sentAt: z.iso.datetime(),
  },
)

/** A message was taken back by its sender, or its sender's account is gone. Its place in the conversation stays, without text. */
export const MessageDeleted = defineEvent('message.deleted', { stream: 'messages' }, message)
