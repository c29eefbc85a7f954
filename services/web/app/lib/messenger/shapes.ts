import type { MessageView } from '@quark/contracts/messenger'
import type { Person } from '../api-types.ts'

/** The shapes of the messenger that come over REST; those of its socket are in `@quark/contracts/messenger`. */
export type Message = MessageView

export interface Presence {
  online: boolean
  /** When they were here last; null while they are, or when that is not known. */
  lastSeenAt: string | null
}

export interface Conversation {
  id: string
  kind: 'direct' | 'group'
  /** Of a group. */
  title: string | null
  /** The other one of two; null in a group, and when that account is gone. */
  peer: (Person & Presence) | null
  memberCount: number
  /** Place of the newest message, and number of the newest change: where the socket goes on from. */
  seq: number
  change: number
  readSeq: number
  unread: number
  lastMessage: Message | null
  /** The person who asks has blocked the other one. */
  blocked: boolean
  updatedAt: string
}

export interface Member extends Person, Presence {
  role: 'owner' | 'member'
  readSeq: number
}

/** A conversation with everybody in it. */
export interface ConversationDetails extends Conversation {
  members: Member[]
}

/** The oldest first. `hasMore`: in the direction that was asked for. */
export interface MessagePage {
  items: Message[]
  hasMore: boolean
}

/** Which part of a conversation was asked for: before a place, after one, or the newest. */
export interface Range {
  before?: number
  after?: number
}

/** A file of a message, as `GET /media/{id}` has it. */
export interface MediaView {
  id: string
  kind: 'image' | 'audio' | 'video' | 'document'
  state: 'processing' | 'ready' | 'failed'
  contentType: string
  bytes: number
  url: string
  variants: { name: string; url: string; width: number; height: number }[]
  width: number | null
  height: number | null
}

/** Characters and files of a message at most, as `@quark/contracts/messenger` has them; a test holds the two together. */
export const MESSAGE_LENGTH = 4000
export const MESSAGE_MEDIA = 10
/** Conversations that one `resume` names at most. */
export const RESUME_CONVERSATIONS = 500
