import { Injectable } from '@nestjs/common'
import { type Tx, uuidv7 } from '@quark/service-kit'
import { sql } from 'kysely'
import type { NotificationDB } from '../db/schema.js'
import { isRecurring } from '../kinds/kinds.rules.js'
import type { News, TakenBack } from './notifications.rules.js'

/** Writes what people are told. */
@Injectable()
export class NotificationsRepository {
  /** A notification for each of these people, in one statement a table. */
  async add(tx: Tx<NotificationDB>, personIds: readonly string[], news: News): Promise<void> {
    if (personIds.length === 0) return
    const { kind, actorId, postId = null, commentId = null, at } = news
    const rows = (await this.next(tx, personIds)).map(({ person_id, last_seq }) => ({
      id: uuidv7(),
      person_id,
      kind,
      seq: last_seq,
      post_id: postId,
      comment_id: commentId,
      happened_at: at,
      read_at: null,
    }))
    await tx.insertInto('notification').values(rows).execute()
    const actors = rows.map(({ id }) => ({ notification_id: id, actor_id: actorId, acted_at: at }))
    await tx.insertInto('notification_actor').values(actors).execute()
  }

  /** Adds who did it too, and moves the notification to the end. */
  async addActor(tx: Tx<NotificationDB>, personId: string, id: string, { actorId, at }: News): Promise<void> {
    await tx.insertInto('notification_actor').values({ notification_id: id, actor_id: actorId, acted_at: at }).execute()
    const [counter] = await this.next(tx, [personId])
    await tx.updateTable('notification').set({ seq: counter?.last_seq, happened_at: at }).where('id', '=', id).execute()
  }

  /** Which of these people have a notification that names who did it already; an unread one, of what recurs. */
  async naming(
    tx: Tx<NotificationDB>,
    personIds: readonly string[],
    { kind, actorId, postId }: News,
  ): Promise<Set<string>> {
    if (personIds.length === 0) return new Set()
    const rows = await tx
      .selectFrom('notification_actor')
      .innerJoin('notification', 'id', 'notification_id')
      .select('person_id')
      .where('actor_id', '=', actorId)
      .where('person_id', 'in', personIds)
      .where('kind', '=', kind)
      .where('post_id', 'is not distinct from', postId ?? null)
      .$if(isRecurring(kind), (query) => query.where('read_at', 'is', null))
      .execute()
    return new Set(rows.map(({ person_id }) => person_id))
  }

  /** The unread one that this news belongs to, held until the transaction ends. */
  async lockUnread(tx: Tx<NotificationDB>, personId: string, { kind, postId }: News): Promise<string | undefined> {
    const row = await tx
      .selectFrom('notification')
      .select('id')
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .where('post_id', 'is not distinct from', postId ?? null)
      .where('read_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    return row?.id
  }

  /** Takes somebody out of what is unread, and removes what then names nobody. @returns whom it was told to */
  async takeBack(tx: Tx<NotificationDB>, { kind, actorId, postId, personId }: TakenBack): Promise<string[]> {
    const rows = await tx
      .deleteFrom('notification_actor')
      .using('notification')
      .whereRef('notification.id', '=', 'notification_actor.notification_id')
      .where('actor_id', '=', actorId)
      .where('kind', '=', kind)
      .where('read_at', 'is', null)
      .$if(postId !== undefined, (query) => query.where('post_id', '=', postId as string))
      .$if(personId !== undefined, (query) => query.where('person_id', '=', personId as string))
      .returning(['notification.id', 'person_id'])
      .execute()
    await this.removeNameless(
      tx,
      rows.map(({ id }) => id),
    )
    return rows.map(({ person_id }) => person_id)
  }

  /** @returns whether the person has such a notification */
  async markRead(tx: Tx<NotificationDB>, personId: string, id: string, at: Date): Promise<boolean> {
    const row = await tx
      .updateTable('notification')
      .set({ read_at: sql`coalesce(read_at, ${at}::timestamptz)` })
      .where('id', '=', id)
      .where('person_id', '=', personId)
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  async markReadUpTo(tx: Tx<NotificationDB>, personId: string, seq: number, at: Date): Promise<void> {
    await tx
      .updateTable('notification')
      .set({ read_at: at })
      .where('person_id', '=', personId)
      .where('read_at', 'is', null)
      .where('seq', '<=', seq)
      .execute()
  }

  /** Removes everything about a post. @returns whom it was told to */
  async removeOfPost(tx: Tx<NotificationDB>, postId: string): Promise<string[]> {
    const rows = await tx.deleteFrom('notification').where('post_id', '=', postId).returning('person_id').execute()
    return [...new Set(rows.map(({ person_id }) => person_id))]
  }

  /** Removes what a person was told, and their part in what others were told. @returns those others */
  async removeOfPerson(tx: Tx<NotificationDB>, personId: string): Promise<string[]> {
    await tx.deleteFrom('notification').where('person_id', '=', personId).execute()
    await tx.deleteFrom('mailbox').where('person_id', '=', personId).execute()
    const rows = await tx
      .deleteFrom('notification_actor')
      .using('notification')
      .whereRef('notification.id', '=', 'notification_actor.notification_id')
      .where('actor_id', '=', personId)
      .returning(['notification.id', 'person_id'])
      .execute()
    await this.removeNameless(
      tx,
      rows.map(({ id }) => id),
    )
    return [...new Set(rows.map(({ person_id }) => person_id))]
  }

  /** @returns how many were removed: `limit` when there may be more */
  async removeOlder(tx: Tx<NotificationDB>, than: Date, limit: number): Promise<number> {
    const old = tx
      .selectFrom('notification')
      .select('id')
      .where('happened_at', '<', than)
      .orderBy('happened_at')
      .limit(limit)
      .forUpdate()
      .skipLocked()
    const rows = await tx.deleteFrom('notification').where('id', 'in', old).returning('id').execute()
    return rows.length
  }

  /** Counts each person's counter up, always in the same order, so that two who tell many people do not wait for ever. */
  private next(tx: Tx<NotificationDB>, personIds: readonly string[]) {
    return tx
      .insertInto('mailbox')
      .values([...new Set(personIds)].sort().map((person_id) => ({ person_id, last_seq: 1 })))
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ last_seq: sql`mailbox.last_seq + 1` }))
      .returning(['person_id', 'last_seq'])
      .execute()
  }

  private async removeNameless(tx: Tx<NotificationDB>, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    await tx
      .deleteFrom('notification')
      .where('id', 'in', ids)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('notification_actor').select('actor_id').whereRef('notification_id', '=', 'notification.id'),
          ),
        ),
      )
      .execute()
  }
}
