import { z } from 'zod'
import { defineTopic } from '../define-topic.js'

/** Something happened in a conversation, the key: whoever has sockets of its members open looks into the database. */
export const ConversationChanged = defineTopic('conversation.changed', {
  /** Of the newest message and of the newest change of an older one, for who has these already. */
  seq: z.int(),
  change: z.int(),
})

/** A person, the key, came into a conversation, left it, or was blocked or let in again in it. */
export const MembershipChanged = defineTopic('membership.changed', { conversationId: z.uuid() })

/** Members of a conversation, the key, have read it up to these places. */
export const ConversationRead = defineTopic('conversation.read', { reads: z.array(z.tuple([z.uuid(), z.int()])) })

/** A person writes something in a conversation, the key, at this moment. */
export const ConversationTyping = defineTopic('conversation.typing', { userId: z.uuid() })

/** What a replica, the key, knows of who is there: who came, who went, or all who are there when it tells that it still runs. */
export const PresenceTold = defineTopic('presence.told', {
  came: z.array(z.uuid()),
  /** With the time at which they were last seen. */
  went: z.array(z.tuple([z.uuid(), z.iso.datetime()])),
})

/** A replica, the key, is new and asks the others who is there. */
export const PresenceAsked = defineTopic('presence.asked', {})

/** The sockets of a session, the key, are to be closed. */
export const SessionRevoked = defineTopic('session.revoked', {})

/** The sockets of a person, the key, are to be closed: the account is gone. */
export const PersonRevoked = defineTopic('person.revoked', {})
