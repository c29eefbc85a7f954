import { MESSAGE_LENGTH, MESSAGE_MEDIA, MessageView } from '@quark/contracts/messenger'
import { Id, Text } from '@quark/service-kit'
import { z } from 'zod'

const MessageText = Text({ min: 1, max: MESSAGE_LENGTH, multiline: true })

/** A message as a person writes it. `clientId` is made by the sender's program: sent again with the same, it is stored once. */
export const NewMessage = z
  .strictObject({
    clientId: Id,
    text: Text({ max: MESSAGE_LENGTH, multiline: true }),
    replyTo: Id.optional(),
    mediaIds: z.array(Id).max(MESSAGE_MEDIA).optional(),
  })
  .refine(({ text, mediaIds = [] }) => text !== '' || mediaIds.length > 0, {
    path: ['text'],
    error: 'must not be empty without media',
    params: { code: 'too-small' },
  })
export type NewMessage = z.infer<typeof NewMessage>

export const MessageChange = z.strictObject({ text: MessageText })
export type MessageChange = z.infer<typeof MessageChange>

/** PostgreSQL counts them in 32 bits. A text, since an empty one is no number and would pass for 0. */
const Seq = z
  .string()
  .regex(/^\d{1,10}$/, 'must be the place of a message')
  .transform(Number)
  .pipe(z.int().max(2_147_483_647))

/** Of the messages before this place, or after it, those that are next to it; the newest without either. */
export const HistoryQuery = z
  .strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(50),
    before: Seq.optional(),
    after: Seq.optional(),
  })
  .refine(({ before, after }) => before === undefined || after === undefined, {
    path: ['after'],
    error: 'cannot be combined with before',
    params: { code: 'not-combinable' },
  })
export type HistoryQuery = z.infer<typeof HistoryQuery>

/** Oldest first. `hasMore`: there are others beyond, in the direction that was asked for. */
export const MessagePage = z.object({ items: z.array(MessageView), hasMore: z.boolean() })
export type MessagePage = z.infer<typeof MessagePage>
