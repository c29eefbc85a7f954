import { z } from 'zod'

/** Characters of a message at most. */
export const MESSAGE_LENGTH = 4000

/** Media of a message at most. */
export const MESSAGE_MEDIA = 10

/** A message as members of its conversation see it: over REST and over the socket the same. */
export const MessageView = z
  .object({
    id: z.uuid(),
    conversationId: z.uuid(),
    seq: z.int().min(1).describe('Place in the conversation: counts from 1, one by one, without a hole.'),
    kind: z
      .enum(['text', 'joined', 'left', 'renamed'])
      .describe('`text` was written by a person; the others are notes of what happened to the group.'),
    senderId: z.uuid().describe('Who wrote it, or did what the note tells of.'),
    clientId: z.uuid().nullable().describe("The sender's own id of it; null for a note."),
    text: z.string().nullable().describe('Null once it was deleted. Of a `renamed`: the new title.'),
    mediaIds: z
      .array(z.uuid())
      .describe('What goes with it, as media-service has it: GET /media/{id}. None once it was deleted.'),
    replyTo: z.uuid().nullable().describe('The message of the same conversation that this one answers.'),
    subjectId: z.uuid().nullable().describe('Who joined or left; null otherwise.'),
    sentAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso.datetime().nullable(),
    change: z
      .int()
      .describe('0 for one that was never edited or deleted, else the number of that change in its conversation.'),
  })
  .describe('A message, or a note of what happened to the group.')
export type MessageView = z.infer<typeof MessageView>
