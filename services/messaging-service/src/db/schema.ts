import type { Generated, Selectable } from 'kysely'

export interface PersonTable {
  id: string
  username: string
  name: string
  revision: number
  /** The account was deleted; nothing else is kept of them. */
  gone_at: Date | null
  last_seen_at: Generated<Date | null>
}

export interface ConversationTable {
  id: string
  kind: 'direct' | 'group'
  title: string | null
  /** The two of a conversation of two, the smaller id first: there is one for each pair. Null in a group. */
  one_id: string | null
  other_id: string | null
  /** Of the newest message. Taken under the lock of this row, so that the numbers have no hole. */
  last_seq: Generated<number>
  /** Of the newest edit or deletion, counted in the same way. */
  last_change: Generated<number>
  /** Grows with each change of who may read and write here, blocks included. */
  roster: Generated<number>
  created_by: string
  created_at: Date
  updated_at: Date
}

export interface MemberTable {
  conversation_id: string
  user_id: string
  role: 'owner' | 'member'
  /** They see what came after this message. */
  joined_seq: number
  read_seq: number
  joined_at: Date
}

export interface MessageTable {
  id: string
  conversation_id: string
  seq: number
  kind: 'text' | 'joined' | 'left' | 'renamed'
  sender_id: string
  client_id: string | null
  text: string | null
  reply_to: string | null
  media_ids: Generated<string[]>
  subject_id: string | null
  sent_at: Date
  edited_at: Generated<Date | null>
  deleted_at: Generated<Date | null>
  /** Number of its last edit or deletion in the conversation; 0 for none. */
  change: Generated<number>
}

export interface BlockTable {
  blocker_id: string
  blocked_id: string
  blocked_at: Date
}

/** Tickets that opened a socket, until they would have expired anyway. */
export interface UsedTicketTable {
  id: string
  expires_at: Date
}

/** Sessions that ended before their time: none of their tickets opens a socket any more. */
export interface EndedSessionTable {
  id: string
  ended_at: Date
}

export interface MessagingDB {
  person: PersonTable
  conversation: ConversationTable
  member: MemberTable
  message: MessageTable
  block: BlockTable
  used_ticket: UsedTicketTable
  ended_session: EndedSessionTable
}

export type ConversationRow = Selectable<ConversationTable>
export type MemberRow = Selectable<MemberTable>
export type MessageRow = Selectable<MessageTable>
