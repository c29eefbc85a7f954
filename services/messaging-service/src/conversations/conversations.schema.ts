import { MessageView } from '@quark/contracts/messenger'
import { Id, Page, Text } from '@quark/service-kit'
import { z } from 'zod'
import { PersonView } from '../people/people.schema.js'

const Title = Text({ min: 1, max: 100 })
/** More are refused by the setting GROUP_MEMBERS; this bounds what is looked at. */
const MemberIds = z.array(Id).min(1).max(500)

/** One member and no title: the conversation of two, which there is once. Otherwise a group, which needs a title. */
export const NewConversation = z.strictObject({ memberIds: MemberIds, title: Title.optional() })
export type NewConversation = z.infer<typeof NewConversation>

export const ConversationChange = z.strictObject({ title: Title })
export type ConversationChange = z.infer<typeof ConversationChange>

export const NewMembers = z.strictObject({ memberIds: MemberIds })
export type NewMembers = z.infer<typeof NewMembers>

/** A person with whether they are there. `lastSeenAt`: when the last of their sockets closed; null when that is not known. */
const Presence = { online: z.boolean(), lastSeenAt: z.iso.datetime().nullable() }

export const MemberView = PersonView.extend({
  role: z.enum(['owner', 'member']),
  /** Up to which message they have read. */
  readSeq: z.int(),
  ...Presence,
})
export type MemberView = z.infer<typeof MemberView>

/** A conversation in the list of one person's. */
export const ConversationSummary = z.object({
  id: Id,
  kind: z.enum(['direct', 'group']),
  /** Of a group; a conversation of two is called by the other person's name. */
  title: z.string().nullable(),
  /** The other one in a conversation of two. Null in a group, and when that account is gone. */
  peer: PersonView.extend(Presence).nullable(),
  memberCount: z.int(),
  /** Place of the newest message, and the number of the newest change of an older one: where to resume from. */
  seq: z.int(),
  change: z.int(),
  /** Up to which message you have read, and how many come after it. */
  readSeq: z.int(),
  unread: z.int(),
  lastMessage: MessageView.nullable(),
  /** You have blocked the other one. */
  blocked: z.boolean(),
  createdAt: z.iso.datetime(),
  /** Of the newest message. */
  updatedAt: z.iso.datetime(),
})
export type ConversationSummary = z.infer<typeof ConversationSummary>

export const ConversationPage = Page(ConversationSummary)
export type ConversationPage = z.infer<typeof ConversationPage>

/** A conversation with everybody in it. */
export const ConversationView = ConversationSummary.extend({ members: z.array(MemberView) })
export type ConversationView = z.infer<typeof ConversationView>

/** How much there is that you have not read. */
export const Unread = z.object({ conversations: z.int(), messages: z.int() })
export type Unread = z.infer<typeof Unread>
