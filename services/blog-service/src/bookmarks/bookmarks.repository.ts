import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { BlogDB, PostStatus } from '../db/schema.js'

export interface BookmarkRow {
  post_id: string
  marked_at: Date
}

@Injectable()
export class BookmarksRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** Holds the post until the transaction ends, so that it is not deleted meanwhile. */
  holdPost(tx: Tx<BlogDB>, id: string): Promise<{ author_id: string; status: PostStatus } | undefined> {
    return tx.selectFrom('post').select(['author_id', 'status']).where('id', '=', id).forKeyShare().executeTakeFirst()
  }

  /** One that is there keeps its time. */
  async add(tx: Tx<BlogDB>, userId: string, postId: string, at: Date): Promise<void> {
    await tx
      .insertInto('bookmark')
      .values({ user_id: userId, post_id: postId, marked_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }

  async remove(tx: Tx<BlogDB>, userId: string, postId: string): Promise<void> {
    await tx.deleteFrom('bookmark').where('user_id', '=', userId).where('post_id', '=', postId).execute()
  }

  async removeAllOf(tx: Tx<BlogDB>, userId: string): Promise<void> {
    await tx.deleteFrom('bookmark').where('user_id', '=', userId).execute()
  }

  /** Of posts that the person can read, the last marked first, `limit + 1` of them. */
  list(userId: string, limit: number, after?: { at: string; postId: string }): Promise<BookmarkRow[]> {
    let query = this.db.read
      .selectFrom('bookmark')
      .innerJoin('post', 'post.id', 'bookmark.post_id')
      .select(['bookmark.post_id', 'bookmark.marked_at'])
      .where('bookmark.user_id', '=', userId)
      .where((where) => where.or([where('post.status', '=', 'published'), where('post.author_id', '=', userId)]))
      .orderBy('bookmark.marked_at', 'desc')
      .orderBy('bookmark.post_id', 'desc')
      .limit(limit + 1)
    if (after) {
      query = query.where((where) =>
        where(
          where.refTuple('bookmark.marked_at', 'bookmark.post_id'),
          '<',
          where.tuple(new Date(after.at), after.postId),
        ),
      )
    }
    return query.execute()
  }
}
