import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import type { MemberRow, MessageRow, MessagingDB } from '../db/schema.js'

/** A conversation as one of its members has it. */
export interface ViewRow {
  id: string
  kind: 'direct' | 'group'
  title: string | null
  last_seq: number
  last_change: number
  created_at: Date
  updated_at: Date
  joined_seq: number
  read_seq: number
  member_count: number
  peer_id: string | null
  username: string | null
  name: string | null
  last_seen_at: Date | null
  blocked: boolean
  last_message: string | null
}

export type MemberViewRow = Pick<MemberRow, 'user_id' | 'role' | 'read_seq'> & {
  username: string
  name: string
  last_seen_at: Date | null
}

/** Where a page of the list begins. */
export interface ListKey {
  readonly updatedAt: string
  readonly id: string
}

@Injectable()
export class ViewsRepository {
  constructor(private readonly db: Database<MessagingDB>) {}

  /** Those in which something was said last come first; `limit + 1` of them. */
  async list(userId: string, limit: number, after: ListKey | undefined): Promise<ViewRow[]> {
    return this.read(userId, { limit: limit + 1, after })
  }

  async find(userId: string, conversationId: string): Promise<ViewRow | undefined> {
    return (await this.read(userId, { limit: 1, only: conversationId }))[0]
  }

  async members(conversationId: string): Promise<MemberViewRow[]> {
    return this.db.read
      .selectFrom('member')
      .innerJoin('person', 'person.id', 'member.user_id')
      .select([
        'member.user_id',
        'member.role',
        'member.read_seq',
        'person.username',
        'person.name',
        'person.last_seen_at',
      ])
      .where('member.conversation_id', '=', conversationId)
      .orderBy('member.joined_at')
      .orderBy('member.user_id')
      .execute()
  }

  /** The newest messages of conversations, by their ids. */
  async messages(ids: readonly string[]): Promise<MessageRow[]> {
    if (ids.length === 0) return []
    return this.db.read.selectFrom('message').selectAll().where('id', 'in', ids).execute()
  }

  async unread(userId: string): Promise<{ conversations: number; messages: number }> {
    const { sql } = this.db
    const [row] = await sql<[{ conversations: number; messages: number }]>`
      select count(*)::int as conversations, coalesce(sum(c.last_seq - m.read_seq), 0)::int as messages
      from member m join conversation c on c.id = m.conversation_id
      where m.user_id = ${userId} and c.last_seq > m.read_seq`
    return row
  }

  private async read(
    userId: string,
    { limit, after, only }: { limit: number; after?: ListKey; only?: string },
  ): Promise<ViewRow[]> {
    const { sql } = this.db
    return sql<ViewRow[]>`
      select c.id, c.kind, c.title, c.last_seq, c.last_change, c.created_at, c.updated_at, m.joined_seq, m.read_seq,
        (select count(*)::int from member o where o.conversation_id = c.id) as member_count,
        p.id as peer_id, p.username, p.name, p.last_seen_at,
        exists (select from block b where b.blocker_id = m.user_id and b.blocked_id in (c.one_id, c.other_id)) as blocked,
        (select l.id from message l where l.conversation_id = c.id and l.seq = c.last_seq and l.seq > m.joined_seq) as last_message
      from member m join conversation c on c.id = m.conversation_id
      left join person p on p.gone_at is null and p.id = case when c.one_id = m.user_id then c.other_id else c.one_id end
      where m.user_id = ${userId} and (${only ?? null}::uuid is null or c.id = ${only ?? null}::uuid)
        and (${after?.id ?? null}::uuid is null
          or (c.updated_at, c.id) < (${after?.updatedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by c.updated_at desc, c.id desc limit ${limit}`
  }
}
