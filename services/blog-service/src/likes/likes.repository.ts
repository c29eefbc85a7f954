import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { BlogDB, PostStatus } from '../db/schema.js'

/** Somebody who likes a post. */
export interface LikeRow {
  id: string
  username: string
  name: string
  avatar_url: string | null
  liked_at: Date
}

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

  /** @returns the posts whose likes they were */
  async removeAllOf(tx: Tx<BlogDB>, userId: string): Promise<string[]> {
    const rows = await tx.deleteFrom('post_like').where('user_id', '=', userId).returning('post_id').execute()
    return rows.map(({ post_id }) => post_id)
  }

  /** Who likes a post, the last one first, `limit + 1` of them. */
  list(postId: string, limit: number, after?: { at: string; userId: string }): Promise<LikeRow[]> {
    let query = this.db.read
      .selectFrom('post_like')
      .innerJoin('author', 'author.id', 'post_like.user_id')
      .select(['author.id', 'author.username', 'author.name', 'author.avatar_url', 'post_like.liked_at'])
      .where('post_like.post_id', '=', postId)
      .orderBy('post_like.liked_at', 'desc')
      .orderBy('post_like.user_id', 'desc')
      .limit(limit + 1)
    if (after) {
      query = query.where((where) =>
        where(where.refTuple('liked_at', 'user_id'), '<', where.tuple(new Date(after.at), after.userId)),
      )
    }
    return query.execute()
  }
}
