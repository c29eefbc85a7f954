import { z } from 'zod'
import { MESSAGE_LENGTH, MESSAGE_MEDIA } from './message.js'

/** How many conversations one `resume` names at most. */
export const RESUME_CONVERSATIONS = 500

/** Where a client stands in a conversation. */
const Place = z.strictObject({
  conversationId: z.uuid(),
  seq: z.int().min(0).max(2_147_483_647).describe('Of the newest message that the client has; 0 for none.'),
  change: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .describe('The highest `change` that the client has seen in this conversation.'),
})

export const ResumeFrame = z
  .strictObject({ type: z.literal('resume'), conversations: z.array(Place).max(RESUME_CONVERSATIONS) })
  .describe(
    'Says where the client is; the first frame of every connection, with an empty list when the client is new. Until it comes the server tells of no conversation. What was missed in those that it names follows in order, then all is live. May be sent again at any time for conversations in which the client found a hole.',
  )

export const SendFrame = z
  .strictObject({
    type: z.literal('send'),
    conversationId: z.uuid(),
    clientId: z
      .uuid()
      .describe('Made by the client, once for each message: sent again with the same, it is stored once.'),
    text: z.string().max(4 * MESSAGE_LENGTH),
    replyTo: z.uuid().optional(),
    mediaIds: z.array(z.uuid()).max(MESSAGE_MEDIA).optional().describe('Of uploads of your own.'),
  })
  .describe('Writes a message. Answered by `ack`, when it is stored, or by `error`, both with its `clientId`.')

export const ReadFrame = z
  .strictObject({ type: z.literal('read'), conversationId: z.uuid(), seq: z.int().min(1).max(2_147_483_647) })
  .describe('Everything up to this message has been read. Never goes back. Stored within a moment, without an answer.')

export const TypingFrame = z
  .strictObject({ type: z.literal('typing'), conversationId: z.uuid() })
  .describe('The person is writing; to be sent every three seconds while that is so. May be lost.')

export const PingFrame = z
  .strictObject({ type: z.literal('ping') })
  .describe('Asks whether the connection is alive, for programs that cannot send the ping of RFC 6455.')

/** What a client may send. */
export const ClientFrame = z.discriminatedUnion('type', [ResumeFrame, SendFrame, ReadFrame, TypingFrame, PingFrame])
export type ClientFrame = z.infer<typeof ClientFrame>
