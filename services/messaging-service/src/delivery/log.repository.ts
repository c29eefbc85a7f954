import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import type { MessageRow, MessagingDB } from '../db/schema.js'

/** Messages, and changes of older ones, that are read of one conversation at once. */
export const PAGE = 200

/** Where somebody is in a conversation. */
export interface Place {
  readonly conversationId: string
  readonly seq: number
  readonly change: number
}

/** A message with the place that it was found for, counted from 1. */
export type FoundRow = MessageRow & { readonly nth: number }

/** A conversation whose stream a person has. */
export interface Membership {
  conversation_id: string
  joined_seq: number
  last_seq: number
  last_change: number
  /** The other one in a conversation of two. */
  peer_id: string | null
}

/** How a conversation stands now. */
export type Head = Pick<Membership, 'conversation_id' | 'last_seq' | 'last_change'>

/** What sockets are told, read from where they are. Prepared statements: this is the hot path. */
@Injectable()
export class LogRepository {
  constructor(private readonly db: Database<MessagingDB>) {}

  /** What comes after each place: newer messages, and older ones that were changed. At most `PAGE` of each. */
  async readAfter(places: readonly Place[]): Promise<FoundRow[]> {
    const { sql } = this.db
    return sql<FoundRow[]>`
      select p.nth::int, m.* from unnest(
        ${places.map(({ conversationId }) => conversationId)}::uuid[], ${places.map(({ seq }) => seq)}::int[],
        ${places.map(({ change }) => change)}::int[]) with ordinality p(id, seq, change, nth)
      cross join lateral (
        (select * from message where conversation_id = p.id and seq > p.seq order by seq limit ${PAGE})
        union all
        (select * from message where conversation_id = p.id and change > 0 and change > p.change and seq <= p.seq
          order by change limit ${PAGE})
      ) m`
  }

  /**
   * The conversations whose stream a person has: those that they are in, but one of two in which the other has blocked them.
   * @param only one conversation, or undefined for all
   */
  async membershipsOf(personId: string, only: string | undefined): Promise<Membership[]> {
    const { sql } = this.db
    return sql<Membership[]>`
      select m.conversation_id, m.joined_seq, c.last_seq, c.last_change,
        case when c.one_id = m.user_id then c.other_id else c.one_id end as peer_id
      from member m join conversation c on c.id = m.conversation_id
      where m.user_id = ${personId} and (${only ?? null}::uuid is null or m.conversation_id = ${only ?? null}::uuid)
        and not exists (select from block b where b.blocked_id = m.user_id and b.blocker_id in (c.one_id, c.other_id))`
  }

  async headsOf(conversationIds: readonly string[]): Promise<Head[]> {
    const { sql } = this.db
    return sql<Head[]>`
      select id as conversation_id, last_seq, last_change from conversation where id = any(${conversationIds}::uuid[])`
  }

  /** Which of these sessions have ended. */
  async endedAmong(sessionIds: readonly string[]): Promise<string[]> {
    const { sql } = this.db
    const rows = await sql<{ id: string }[]>`select id from ended_session where id = any(${sessionIds}::uuid[])`
    return rows.map(({ id }) => id)
  }
}
