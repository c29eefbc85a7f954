import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MessagingDB } from '../db/schema.js'
import type { Mark } from './reads.rules.js'

@Injectable()
export class ReadsRepository {
  /** Moves marks on, never back and never past the newest message. @returns those that moved */
  async mark(tx: Tx<MessagingDB>, marks: readonly Mark[]): Promise<Mark[]> {
    // In one order everywhere, so that two replicas do not wait for each other.
    const sorted = marks.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    const { rows } = await sql<Mark>`
      with marks as (
        select m.conversation_id, m.user_id, least(w.seq, c.last_seq) as seq
        from unnest(
          ${sorted.map(({ conversationId }) => conversationId)}::uuid[], ${sorted.map(({ personId }) => personId)}::uuid[],
          ${sorted.map(({ seq }) => seq)}::int[]) w(conversation_id, user_id, seq)
        join conversation c on c.id = w.conversation_id
        join member m on m.conversation_id = w.conversation_id and m.user_id = w.user_id
        order by m.conversation_id, m.user_id for update of m
      )
      update member m set read_seq = marks.seq from marks
      where m.conversation_id = marks.conversation_id and m.user_id = marks.user_id and m.read_seq < marks.seq
      returning m.conversation_id as "conversationId", m.user_id as "personId", m.read_seq as seq`.execute(tx)
    return rows
  }

  async isMember(tx: Tx<MessagingDB>, conversationId: string, personId: string): Promise<boolean> {
    const row = await tx
      .selectFrom('member')
      .select('user_id')
      .where('conversation_id', '=', conversationId)
      .where('user_id', '=', personId)
      .executeTakeFirst()
    return row !== undefined
  }
}

const keyOf = ({ conversationId, personId }: Mark): string => conversationId + personId
