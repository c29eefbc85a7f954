import { Injectable } from '@nestjs/common'
import { Database, type Tx, uuidv7 } from '@quark/service-kit'
import { sql } from 'kysely'
import type { UserDB } from '../db/schema.js'
import type { FollowState } from './follows.schema.js'

/** A row of a list, with the key that the list is sorted by. */
export interface FollowRow {
  key: string
  id: string
  username: string
  name: string
  avatar_url: string | null
  followed_at: Date
  followed_by_you: boolean
}

type Side = 'follower_id' | 'followed_id'

@Injectable()
export class FollowsRepository {
  constructor(private readonly db: Database<UserDB>) {}

  /** Holds both rows, always in the same order, so that two who follow each other at once do not wait for ever. */
  async lockBoth(tx: Tx<UserDB>, one: string, other: string): Promise<{ id: string; following: number }[]> {
    return tx
      .selectFrom('profile')
      .select(['id', 'following'])
      .where('id', 'in', [one, other])
      .orderBy('id')
      .forUpdate()
      .execute()
  }

  /** @returns false when it was so already */
  async add(tx: Tx<UserDB>, followerId: string, followedId: string, at: Date): Promise<boolean> {
    const row = await tx
      .insertInto('follow')
      .values({ id: uuidv7(), follower_id: followerId, followed_id: followedId, followed_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) await this.count(tx, followerId, followedId, 1)
    return row !== undefined
  }

  /** @returns false when it was so already */
  async remove(tx: Tx<UserDB>, followerId: string, followedId: string): Promise<boolean> {
    const row = await tx
      .deleteFrom('follow')
      .where('follower_id', '=', followerId)
      .where('followed_id', '=', followedId)
      .returning('id')
      .executeTakeFirst()
    if (row) await this.count(tx, followerId, followedId, -1)
    return row !== undefined
  }

  /** Takes a person who leaves out of the counts of the others; the rows go with the profile. */
  async removeAllOf(tx: Tx<UserDB>, id: string): Promise<void> {
    const others = tx
      .selectFrom('follow')
      .select(sql<string>`case when follower_id = ${id} then followed_id else follower_id end`.as('other'))
      .where((where) => where.or([where('follower_id', '=', id), where('followed_id', '=', id)]))
    await tx.selectFrom('profile').select('id').where('id', 'in', others).orderBy('id').forUpdate().execute()
    await tx
      .updateTable('profile')
      .set({ followers: sql`followers - 1` })
      .where('id', 'in', tx.selectFrom('follow').select('followed_id').where('follower_id', '=', id))
      .execute()
    await tx
      .updateTable('profile')
      .set({ following: sql`following - 1` })
      .where('id', 'in', tx.selectFrom('follow').select('follower_id').where('followed_id', '=', id))
      .execute()
  }

  async state(callerId: string, id: string): Promise<FollowState> {
    const rows = await this.db.read
      .selectFrom('follow')
      .select('follower_id')
      .where((where) =>
        where.or([
          where.and([where('follower_id', '=', callerId), where('followed_id', '=', id)]),
          where.and([where('follower_id', '=', id), where('followed_id', '=', callerId)]),
        ]),
      )
      .execute()
    const has = (follower: string): boolean => rows.some(({ follower_id }) => follower_id === follower)
    return { following: has(callerId), followedBy: has(id) }
  }

  /**
   * Newest first.
   * @param shown which side of the follow is listed; `of` is the other one
   * @param callerId whose own follows are marked
   */
  async list(
    shown: Side,
    of: string,
    limit: number,
    before: string | undefined,
    callerId: string | null,
  ): Promise<FollowRow[]> {
    const other = shown === 'follower_id' ? 'followed_id' : 'follower_id'
    return this.db.read
      .selectFrom('follow')
      .innerJoin('profile', 'profile.id', `follow.${shown}`)
      .select([
        'follow.id as key',
        'profile.id',
        'profile.username',
        'profile.name',
        'profile.avatar_url',
        'follow.followed_at',
      ])
      .select(
        sql<boolean>`exists (
          select from follow as own where own.follower_id = ${callerId}::uuid and own.followed_id = profile.id
        )`.as('followed_by_you'),
      )
      .where(`follow.${other}`, '=', of)
      .$if(before !== undefined, (query) => query.where('follow.id', '<', before as string))
      .orderBy('follow.id', 'desc')
      .limit(limit + 1)
      .execute()
  }

  /** Newest first. */
  async followedIds(followerId: string, limit: number): Promise<string[]> {
    const rows = await this.db.read
      .selectFrom('follow')
      .select('followed_id')
      .where('follower_id', '=', followerId)
      .orderBy('id', 'desc')
      .limit(limit)
      .execute()
    return rows.map(({ followed_id }) => followed_id)
  }

  private async count(tx: Tx<UserDB>, followerId: string, followedId: string, by: 1 | -1): Promise<void> {
    await tx
      .updateTable('profile')
      .set({ following: sql`following + ${by}` })
      .where('id', '=', followerId)
      .execute()
    await tx
      .updateTable('profile')
      .set({ followers: sql`followers + ${by}` })
      .where('id', '=', followedId)
      .execute()
  }
}
