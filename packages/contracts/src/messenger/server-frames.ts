import { z } from 'zod'
import { MessageView } from './message.js'

const conversationId = z.uuid()
const seq = z.int()
const change = z.int()

export const ReadyFrame = z
  .object({
    type: z.literal('ready'),
    userId: z.uuid(),
    pingSeconds: z.int().describe('The server pings after so many seconds of silence, and closes when no pong comes.'),
  })
  .describe('The first frame of a connection. Send `resume` now.')

export const MessageFrame = z
  .object({ type: z.literal('message'), message: MessageView })
  .describe(
    'A message, also one of your own. Within a conversation `seq` goes up one by one, from where you said you were.',
  )

export const EditedFrame = z
  .object({
    type: z.literal('edited'),
    conversationId,
    messageId: z.uuid(),
    seq,
    change,
    text: z.string(),
    editedAt: z.iso.datetime(),
  })
  .describe('A message has another text.')

export const DeletedFrame = z
  .object({ type: z.literal('deleted'), conversationId, messageId: z.uuid(), seq, change, deletedAt: z.iso.datetime() })
  .describe('A message was taken back; its place stays, without text.')

export const GapFrame = z
  .object({
    type: z.literal('gap'),
    conversationId,
    after: z.int().describe('Where the client said it was.'),
    before: z.int().describe('The first message that follows over the socket.'),
  })
  .describe(
    'The client is too far behind. What lies between is not sent: read it by GET /conversations/{id}/messages?after= when it is wanted, and forget what the client has of edits before.',
  )

export const SyncedFrame = z
  .object({ type: z.literal('synced'), conversationId, seq, change })
  .describe('A conversation that `resume` named is live: everything up to here was sent.')

export const ResumedFrame = z
  .object({ type: z.literal('resumed') })
  .describe('All conversations that `resume` named are live, or were answered by `left`.')

export const JoinedFrame = z
  .object({ type: z.literal('joined'), conversationId, seq, change })
  .describe(
    'A conversation is live from this place on: you were added to it, or are no longer blocked in it. Read what came before, or `resume` it.',
  )

export const LeftFrame = z
  .object({ type: z.literal('left'), conversationId })
  .describe(
    'Nothing more comes of this conversation: you left it, were removed, are blocked in it, or were never in it.',
  )

export const ReadsFrame = z
  .object({ type: z.literal('read'), conversationId, reads: z.array(z.object({ userId: z.uuid(), seq })) })
  .describe('How far members have read. Gathered for a moment; may be lost. GET /conversations/{id} has it too.')

export const TypingNewsFrame = z
  .object({ type: z.literal('typing'), conversationId, userId: z.uuid() })
  .describe('A member writes. Forget it after five seconds, or when their message comes. May be lost.')

export const PresenceFrame = z
  .object({
    type: z.literal('presence'),
    people: z.array(z.object({ userId: z.uuid(), online: z.boolean(), lastSeenAt: z.iso.datetime().nullable() })),
  })
  .describe(
    'Who of those with whom you have a conversation of two is there. After `resume` those who are; then each who comes or goes. May be lost.',
  )

export const AckFrame = z
  .object({
    type: z.literal('ack'),
    conversationId,
    clientId: z.uuid(),
    messageId: z.uuid(),
    seq,
    sentAt: z.iso.datetime(),
  })
  .describe('Your message is stored and will reach every member.')

export const ErrorFrame = z
  .object({
    type: z.literal('error'),
    code: z.string().describe('Stable; those of the REST API, and `invalid-frame`.'),
    detail: z.string().describe('What went wrong and what to do, for a person.'),
    clientId: z.uuid().optional().describe('Of the `send` that it is about.'),
    retryAfter: z.int().optional().describe('Seconds after which a new try makes sense.'),
  })
  .describe('A frame of yours was not carried out.')

export const PongFrame = z.object({ type: z.literal('pong') }).describe('Answers `ping`.')

/** What the server may send. Expect types that are not known yet, and pass over them. */
export const ServerFrame = z.discriminatedUnion('type', [
  ReadyFrame,
  MessageFrame,
  EditedFrame,
  DeletedFrame,
  GapFrame,
  SyncedFrame,
  ResumedFrame,
  JoinedFrame,
  LeftFrame,
  ReadsFrame,
  TypingNewsFrame,
  PresenceFrame,
  AckFrame,
  ErrorFrame,
  PongFrame,
])
export type ServerFrame = z.infer<typeof ServerFrame>
