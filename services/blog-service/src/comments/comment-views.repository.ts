import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import { sql } from 'kysely'
import type { BlogDB } from '../db/schema.js'

/** A comment with its author, whose columns are null of a deleted one. */
export type CommentViewRow = Awaited<ReturnType<CommentViewsRepository['ofThreads']>>[number]

/** Comments as people read them. */
@Injectable()
export class CommentViewsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /**
   * The threads of a post with their sizes, the oldest first, `limit + 1` of them.
   * @param from the thread to begin with
   * @param after the thread before the first
   */
  threads(postId: string, limit: number, { from, after }: { from?: string; after?: string }) {
    return this.db.read
      .selectFrom('comment as root')
      .select(['root.id', sql<number>`(select count(*)::int from comment where thread_id = root.id)`.as('size')])
      .where('root.post_id', '=', postId)
      .where('root.parent_id', 'is', null)
      .$if(from !== undefined, (query) => query.where('root.id', '>=', from as string))
      .$if(after !== undefined, (query) => query.where('root.id', '>', after as string))
      .orderBy('root.id')
      .limit(limit + 1)
      .execute()
  }

  async threadOf(postId: string, id: string): Promise<string | undefined> {
    const row = await this.db.read
      .selectFrom('comment')
      .select('thread_id')
      .where('id', '=', id)
      .where('post_id', '=', postId)
      .executeTakeFirst()
    return row?.thread_id
  }

  /** All comments of these threads, in no order. */
  ofThreads(threadIds: readonly string[]) {
    return this.db.read
      .selectFrom('comment')
      .leftJoin('author', 'author.id', 'comment.author_id')
      .selectAll('comment')
      .select(['author.username', 'author.name', 'author.avatar_url'])
      .where('comment.thread_id', 'in', threadIds)
      .execute()
  }
}
