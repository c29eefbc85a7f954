import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB, PostStatus } from '../db/schema.js'
import type { LikeState } from './likes.schema.js'

@Injectable()
export class LikesRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** Holds the post until the transaction ends, so that it is neither deleted nor hidden meanwhile. */
  holdPost(tx: Tx<BlogDB>, id: string): Promise<{ author_id: string; status: PostStatus } | undefined> {
    return tx.selectFrom('post').select(['author_id', 'status']).where('id', '=', id).forShare().executeTakeFirst()
  }

  /** @returns false when it was so already */
  async add(tx: Tx<BlogDB>, postId: string, userId: string, at: Date): Promise<boolean> {
    const row = await tx
      .insertInto('post_like')
      .values({ post_id: postId, user_id: userId, liked_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('post_id')
      .executeTakeFirst()
    return row !== undefined
  }

  /** @returns false when it was so already */
  async remove(tx: Tx<BlogDB>, postId: string, userId: string): Promise<boolean> {
    const row = await tx
      .deleteFrom('post_like')
      .where('post_id', '=', postId)
      .where('user_id', '=', userId)
      .returning('post_id')
      .executeTakeFirst()
    return row !== undefined
  }

  async removeAllOf(tx: Tx<BlogDB>, userId: string): Promise<void> {
    await tx.deleteFrom('post_like').where('user_id', '=', userId).execute()
  }

  state(postId: string, userId: string | undefined): Promise<LikeState> {
    return this.db.read
      .selectFrom('post_like')
      .select([
        sql<number>`count(*)::int`.as('likes'),
        sql<boolean>`coalesce(bool_or(user_id = ${userId ?? null}::uuid), false)`.as('liked'),
      ])
      .where('post_id', '=', postId)
      .executeTakeFirstOrThrow()
  }
}
