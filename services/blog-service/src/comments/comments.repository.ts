import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import type { BlogDB, CommentRow, PostRow } from '../db/schema.js'
import type { CommentView } from './comments.schema.js'

type PostState = Pick<PostRow, 'author_id' | 'status'>

@Injectable()
export class CommentsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** Oldest first, `limit + 1` of them, after the comment `after`. */
  async list(postId: string, limit: number, after?: string): Promise<CommentView[]> {
    let query = this.views()
      .where('comment.post_id', '=', postId)
      .orderBy('comment.id')
      .limit(limit + 1)
    if (after) query = query.where('comment.id', '>', after)
    return (await query.execute()).map(toView)
  }

  async view(id: string): Promise<CommentView | undefined> {
    const row = await this.views().where('comment.id', '=', id).executeTakeFirst()
    return row && toView(row)
  }

  /** Holds the post until the transaction ends: it cannot be deleted under a new comment. */
  holdPost(tx: Tx<BlogDB>, postId: string): Promise<PostState | undefined> {
    return tx
      .selectFrom('post')
      .select(['author_id', 'status'])
      .where('id', '=', postId)
      .forKeyShare()
      .executeTakeFirst()
  }

  /** The comment, held, when it stands under this post. */
  lock(tx: Tx<BlogDB>, postId: string, id: string): Promise<CommentRow | undefined> {
    return tx
      .selectFrom('comment')
      .selectAll()
      .where('id', '=', id)
      .where('post_id', '=', postId)
      .forKeyShare()
      .executeTakeFirst()
  }

  async insert(tx: Tx<BlogDB>, comment: CommentRow): Promise<void> {
    await tx.insertInto('comment').values(comment).execute()
  }

  async delete(tx: Tx<BlogDB>, id: string): Promise<void> {
    await tx.deleteFrom('comment').where('id', '=', id).execute()
  }

  async deleteOfAuthor(tx: Tx<BlogDB>, authorId: string): Promise<void> {
    await tx.deleteFrom('comment').where('author_id', '=', authorId).execute()
  }

  private views() {
    return this.db.read
      .selectFrom('comment')
      .innerJoin('author', 'author.id', 'comment.author_id')
      .select(['comment.id', 'comment.post_id', 'comment.parent_id', 'comment.text', 'comment.created_at'])
      .select(['comment.author_id', 'author.username', 'author.name'])
  }
}

type Row = Awaited<ReturnType<ReturnType<CommentsRepository['views']>['execute']>>[number]

const toView = (row: Row): CommentView => ({
  id: row.id,
  postId: row.post_id,
  parentId: row.parent_id,
  author: { id: row.author_id, username: row.username, name: row.name },
  text: row.text,
  createdAt: row.created_at.toISOString(),
})
