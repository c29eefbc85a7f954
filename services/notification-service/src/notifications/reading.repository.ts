import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import { sql } from 'kysely'
import type { NotificationDB } from '../db/schema.js'
import type { Kind } from '../kinds/kinds.rules.js'
import type { NotificationView } from './notifications.schema.js'

/** People who are named of those who did something. */
const NAMED = 3

/** Reads what people are told. */
@Injectable()
export class ReadingRepository {
  constructor(private readonly db: Database<NotificationDB>) {}

  /** Newest first, those before `before`. */
  async newest(personId: string, limit: number, before: number | undefined): Promise<NotificationView[]> {
    const query = this.of(personId).orderBy('seq', 'desc').limit(limit)
    return this.withActors(await (before === undefined ? query : query.where('seq', '<', before)).execute())
  }

  /** In their order, those behind `after`. */
  async following(personId: string, after: number, limit: number): Promise<NotificationView[]> {
    return this.withActors(await this.of(personId).where('seq', '>', after).orderBy('seq').limit(limit).execute())
  }

  /** The last number that was given out. Every notification up to it is there to be read, unless it was removed. */
  async lastSeq(personId: string): Promise<number> {
    const row = await this.db.read
      .selectFrom('mailbox')
      .select('last_seq')
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return row?.last_seq ?? 0
  }

  async countUnread(personId: string): Promise<number> {
    const { unread } = await this.db.read
      .selectFrom('notification')
      .select(sql<number>`count(*)::int`.as('unread'))
      .where('person_id', '=', personId)
      .where('read_at', 'is', null)
      .executeTakeFirstOrThrow()
    return unread
  }

  private of(personId: string) {
    return this.db.read
      .selectFrom('notification')
      .leftJoin('post', (join) => join.onRef('post.id', '=', 'post_id').on('post.gone_at', 'is', null))
      .select(['notification.id', 'seq', 'kind', 'comment_id', 'happened_at', 'read_at'])
      .select(['post.id as post', 'post.title', 'post.path'])
      .where('person_id', '=', personId)
  }

  private async withActors(rows: Row[]): Promise<NotificationView[]> {
    if (rows.length === 0) return []
    const ranked = this.db.read
      .selectFrom('notification_actor')
      .select(['notification_id', 'actor_id', 'acted_at'])
      .select([
        sql<number>`row_number() over (partition by notification_id order by acted_at desc, actor_id)`.as('place'),
        sql<number>`(count(*) over (partition by notification_id))::int`.as('count'),
      ])
      .where(
        'notification_id',
        'in',
        rows.map(({ id }) => id),
      )
    const actors = await this.db.read
      .selectFrom(ranked.as('actor'))
      .leftJoin('person', (join) => join.onRef('person.id', '=', 'actor_id').on('person.gone_at', 'is', null))
      .select(['notification_id', 'count', 'person.id', 'person.username', 'person.name'])
      .where('place', '<=', NAMED)
      .orderBy('place')
      .execute()
    return rows.map((row) =>
      toView(
        row,
        actors.filter(({ notification_id }) => notification_id === row.id),
      ),
    )
  }
}

type Row = Awaited<ReturnType<ReturnType<ReadingRepository['of']>['execute']>>[number]

interface ActorRow {
  count: number
  id: string | null
  username: string | null
  name: string | null
}

const toView = (row: Row, actors: readonly ActorRow[]): NotificationView => ({
  id: row.id,
  seq: row.seq,
  kind: row.kind as Kind,
  actors: actors.flatMap(({ id, username, name }) => (id ? [{ id, username: username ?? '', name: name ?? '' }] : [])),
  actorCount: actors[0]?.count ?? 0,
  post: row.post === null ? null : { id: row.post, title: row.title ?? '', path: row.path ?? '' },
  commentId: row.comment_id,
  happenedAt: row.happened_at.toISOString(),
  read: row.read_at !== null,
})
