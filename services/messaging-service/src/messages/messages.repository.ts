import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MessageRow, MessagingDB } from '../db/schema.js'

@Injectable()
export class MessagesRepository {
  constructor(private readonly db: Database<MessagingDB>) {}

  /** After which message this person sees a conversation; undefined when they are not in it. */
  async joinedSeq(conversationId: string, personId: string): Promise<number | undefined> {
    const row = await this.db.read
      .selectFrom('member')
      .select('joined_seq')
      .where('conversation_id', '=', conversationId)
      .where('user_id', '=', personId)
      .executeTakeFirst()
    return row?.joined_seq
  }

  /** Messages between two places, next to `before` or else next to `after`; in order, `limit + 1` of them. */
  async history(
    conversationId: string,
    limit: number,
    range: { after: number; before?: number },
  ): Promise<MessageRow[]> {
    const { sql: query } = this.db
    if (range.before === undefined) {
      return query<MessageRow[]>`
        select * from message where conversation_id = ${conversationId} and seq > ${range.after} order by seq limit ${limit + 1}`
    }
    const rows = await query<MessageRow[]>`
      select * from message where conversation_id = ${conversationId} and seq > ${range.after} and seq < ${range.before}
      order by seq desc limit ${limit + 1}`
    return rows.toReversed()
  }

  async find(tx: Tx<MessagingDB>, conversationId: string, id: string): Promise<MessageRow | undefined> {
    return tx
      .selectFrom('message')
      .selectAll()
      .where('id', '=', id)
      .where('conversation_id', '=', conversationId)
      .executeTakeFirst()
  }

  /** Of a conversation that is held: the number of the next change. */
  async nextChange(tx: Tx<MessagingDB>, conversationId: string): Promise<number> {
    const { last_change } = await tx
      .updateTable('conversation')
      .set({ last_change: sql`last_change + 1` })
      .where('id', '=', conversationId)
      .returning('last_change')
      .executeTakeFirstOrThrow()
    return last_change
  }

  async change(
    tx: Tx<MessagingDB>,
    id: string,
    change: Pick<MessageRow, 'text' | 'change'> & { edited_at?: Date; deleted_at?: Date; media_ids?: string[] },
  ): Promise<MessageRow> {
    return tx.updateTable('message').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
  }

  /** Takes all that a person wrote out of a conversation that is held, each as a change of its own. @returns the newest change */
  async forgetSender(
    tx: Tx<MessagingDB>,
    conversationId: string,
    senderId: string,
    at: Date,
  ): Promise<{ gone: { id: string; media: string[] }[]; change: number }> {
    const { rows } = await sql<{ id: string; media: string[]; change: number }>`
      with own as (
        select m.id, m.media_ids as media, c.last_change + row_number() over (order by m.seq) as change
        from message m join conversation c on c.id = m.conversation_id
        where m.conversation_id = ${conversationId} and m.sender_id = ${senderId} and m.kind = 'text' and m.deleted_at is null
      ), moved as (
        update conversation set last_change = last_change + (select count(*) from own) where id = ${conversationId}
      )
      update message set text = null, media_ids = '{}', deleted_at = ${at}, change = own.change from own where message.id = own.id
      returning message.id, own.media, message.change`.execute(tx)
    return { gone: rows, change: Math.max(0, ...rows.map(({ change }) => change)) }
  }

  /** Conversations in which a person wrote, in the order in which they are to be held. */
  async conversationsOf(tx: Tx<MessagingDB>, senderId: string): Promise<string[]> {
    const rows = await tx
      .selectFrom('message')
      .select('conversation_id')
      .distinct()
      .where('sender_id', '=', senderId)
      .orderBy('conversation_id')
      .execute()
    return rows.map(({ conversation_id }) => conversation_id)
  }
}
