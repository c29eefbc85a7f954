import { Injectable } from '@nestjs/common'
import type { MessageView } from '@quark/contracts/messenger'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import type { MessagingDB } from '../db/schema.js'
import type { Sending } from './sending.rules.js'

/** What the database says of a message that is to be sent, in the order in which they were asked for. */
export interface HeldRow {
  kind: 'direct' | 'group' | null
  last_seq: number | null
  roster: number | null
  joined_seq: number | null
  reply_found: boolean | null
  known_id: string | null
  known_conversation: string
  known_seq: number
  known_text: string | null
  known_reply: string | null
  known_media: string[]
  known_sent: Date
  known_edited: Date | null
  known_deleted: Date | null
  known_change: number
}

/** Who may read a conversation, as it was when its row had this `roster`. */
export interface Roster {
  readonly roster: number
  readonly kind: 'direct' | 'group'
  readonly memberIds: readonly string[]
  readonly blocked: boolean
}

@Injectable()
export class SendingRepository {
  /** Of conversations in which somebody wrote lately: the number on the locked row says whether one is still right. */
  private readonly rosters = new LRUCache<string, Roster>({ max: 2000 })

  /** Holds the conversations, and looks at each message. */
  async hold(tx: Tx<MessagingDB>, sendings: readonly Sending[]): Promise<HeldRow[]> {
    const { rows } = await sql<HeldRow>`
      select * from hold_for_sending(
        ${sendings.map(({ conversationId }) => conversationId)}::uuid[],
        ${sendings.map(({ senderId }) => senderId)}::uuid[],
        ${sendings.map(({ clientId }) => clientId)}::uuid[],
        ${sendings.map(({ replyTo }) => replyTo ?? null)}::uuid[])`.execute(tx)
    return rows
  }

  /** @param wanted the held conversations, with the number of their roster */
  async rostersOf(tx: Tx<MessagingDB>, wanted: ReadonlyMap<string, number>): Promise<Map<string, Roster>> {
    const found = new Map<string, Roster>()
    const missing: string[] = []
    for (const [id, roster] of wanted) {
      const known = this.rosters.get(id)
      if (known?.roster === roster) found.set(id, known)
      else missing.push(id)
    }
    if (missing.length === 0) return found
    const { rows } = await sql<Roster & { id: string }>`
      select c.id, c.roster, c.kind,
        array(select user_id from member where conversation_id = c.id order by user_id) as "memberIds",
        exists (select from block where (blocker_id, blocked_id) in ((c.one_id, c.other_id), (c.other_id, c.one_id))) as blocked
      from conversation c where c.id = any(${missing}::uuid[])`.execute(tx)
    for (const { id, ...roster } of rows) {
      found.set(id, roster)
      this.rosters.set(id, roster)
    }
    return found
  }

  /** All at the same time; the places in their conversations were found under the lock. */
  async store(tx: Tx<MessagingDB>, messages: readonly MessageView[], at: Date): Promise<void> {
    await sql`
      select store_messages(
        ${messages.map(({ id }) => id)}::uuid[],
        ${messages.map(({ conversationId }) => conversationId)}::uuid[],
        ${messages.map(({ seq }) => seq)}::int[],
        ${messages.map(({ senderId }) => senderId)}::uuid[],
        ${messages.map(({ clientId }) => clientId)}::uuid[],
        ${messages.map(({ text }) => text)}::text[],
        ${messages.map(({ replyTo }) => replyTo)}::uuid[],
        ${messages.map(({ mediaIds }) => `{${mediaIds.join(',')}}`)}::text[],
        ${at}::timestamptz)`.execute(tx)
  }
}
