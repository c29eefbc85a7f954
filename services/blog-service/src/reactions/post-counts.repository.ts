import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB } from '../db/schema.js'

type Counter = 'likes' | 'comments'

/**
 * Counters of posts. They change in the transaction of what they count, which holds the row from then on, so they are
 * right under any order. A transaction takes them after the post, and several of them in the order of their ids.
 */
@Injectable()
export class PostCountsRepository {
  /** Holds the counters of these posts, whichever have been counted before. */
  async hold(tx: Tx<BlogDB>, postIds: readonly string[]): Promise<void> {
    if (postIds.length === 0) return
    const rows = tx.selectFrom('post_counts').select('post_id').where('post_id', 'in', postIds)
    await rows.orderBy('post_id').forUpdate().execute()
  }

  async addOne(tx: Tx<BlogDB>, counter: Counter, postId: string): Promise<void> {
    await tx
      .insertInto('post_counts')
      .values({ post_id: postId, likes: 0, comments: 0, [counter]: 1 })
      .onConflict((conflict) =>
        conflict.column('post_id').doUpdateSet({ [counter]: sql`${sql.ref(`post_counts.${counter}`)} + 1` }),
      )
      .execute()
  }

  /** @param postIds the post of each thing that is gone; one post may be named several times */
  async subtract(tx: Tx<BlogDB>, counter: Counter, postIds: readonly string[]): Promise<void> {
    if (postIds.length === 0) return
    await this.hold(tx, postIds)
    const column = sql.ref(counter)
    await sql`update post_counts set ${column} = ${column} - gone.count
      from (select id, count(*) from unnest(${postIds as string[]}::uuid[]) as id group by id) as gone
      where gone.id = post_id`.execute(tx)
  }
}
