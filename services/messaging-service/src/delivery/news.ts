import { Injectable } from '@nestjs/common'
import type { MessageView } from '@quark/contracts/messenger'
import {
  ConversationChanged,
  ConversationRead,
  ConversationTyping,
  MembershipChanged,
  PersonRevoked,
  SessionRevoked,
} from '@quark/contracts/topics/messages'
import { Broadcast } from '@quark/service-kit'
import { Rooms } from './rooms.js'

/** Reads that fit into a message of the broadcast. */
const READS_AT_ONCE = 100

/** Tells the sockets of all replicas that something has happened; after the commit. */
@Injectable()
export class News {
  constructor(
    private readonly broadcast: Broadcast,
    private readonly rooms: Rooms,
  ) {}

  /** Messages were stored; those of a conversation are in order. */
  sent(messages: readonly MessageView[]): void {
    for (const [conversationId, own] of Map.groupBy(messages, (message) => message.conversationId)) {
      this.rooms.take(conversationId, own)
      this.changed(conversationId, own.at(-1)?.seq ?? 0, 0)
    }
  }

  /** There is a message, or a change of an older one, up to here. */
  changed(conversationId: string, seq: number, change: number): void {
    this.broadcast.publish(ConversationChanged, conversationId, { seq, change })
  }

  /** These people came into the conversation, left it, or were blocked or let in again in it. */
  membership(conversationId: string, personIds: readonly string[]): void {
    for (const id of personIds) this.broadcast.publish(MembershipChanged, id, { conversationId })
  }

  read(conversationId: string, reads: readonly (readonly [personId: string, seq: number])[]): void {
    for (let at = 0; at < reads.length; at += READS_AT_ONCE) {
      const some = reads.slice(at, at + READS_AT_ONCE).map(([id, seq]): [string, number] => [id, seq])
      this.broadcast.publish(ConversationRead, conversationId, { reads: some })
    }
  }

  typing(conversationId: string, userId: string): void {
    this.broadcast.publish(ConversationTyping, conversationId, { userId })
  }

  sessionEnded(sessionId: string): void {
    this.broadcast.publish(SessionRevoked, sessionId, {})
  }

  personGone(personId: string): void {
    this.broadcast.publish(PersonRevoked, personId, {})
  }
}
