import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { MessagingDB } from '../db/schema.js'

/** A row of the list. */
export interface BlockRow {
  id: string
  username: string
  name: string
  blocked_at: Date
}

@Injectable()
export class BlocksRepository {
  constructor(private readonly db: Database<MessagingDB>) {}

  /** @returns false when it was so already */
  async add(tx: Tx<MessagingDB>, blockerId: string, blockedId: string, at: Date): Promise<boolean> {
    const row = await tx
      .insertInto('block')
      .values({ blocker_id: blockerId, blocked_id: blockedId, blocked_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('blocked_id')
      .executeTakeFirst()
    return row !== undefined
  }

  /** @returns false when it was so already */
  async remove(tx: Tx<MessagingDB>, blockerId: string, blockedId: string): Promise<boolean> {
    const row = await tx
      .deleteFrom('block')
      .where('blocker_id', '=', blockerId)
      .where('blocked_id', '=', blockedId)
      .returning('blocked_id')
      .executeTakeFirst()
    return row !== undefined
  }

  async removeAllOf(tx: Tx<MessagingDB>, personId: string): Promise<void> {
    await tx
      .deleteFrom('block')
      .where((where) => where.or([where('blocker_id', '=', personId), where('blocked_id', '=', personId)]))
      .execute()
  }

  /** Whether one of these has blocked the person, or the other way round. */
  async isBlockedBetween(tx: Tx<MessagingDB>, personId: string, otherIds: readonly string[]): Promise<boolean> {
    const row = await tx
      .selectFrom('block')
      .select('blocked_id')
      .where((where) =>
        where.or([
          where.and([where('blocker_id', '=', personId), where('blocked_id', 'in', otherIds)]),
          where.and([where('blocked_id', '=', personId), where('blocker_id', 'in', otherIds)]),
        ]),
      )
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  /** The newest first, `limit + 1` of them. */
  async list(blockerId: string, limit: number, after: { at: string; id: string } | undefined): Promise<BlockRow[]> {
    let query = this.db.read
      .selectFrom('block')
      .innerJoin('person', 'person.id', 'block.blocked_id')
      .select(['person.id', 'person.username', 'person.name', 'block.blocked_at'])
      .where('block.blocker_id', '=', blockerId)
      .orderBy('block.blocked_at', 'desc')
      .orderBy('person.id', 'desc')
      .limit(limit + 1)
    if (after) {
      query = query.where(sql<boolean>`(block.blocked_at, person.id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    }
    return query.execute()
  }
}
