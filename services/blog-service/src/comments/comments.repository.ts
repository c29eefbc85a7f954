import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { BlogDB, CommentRow, PostStatus } from '../db/schema.js'

/** A post as comments need to know it. */
export interface PostOfComments {
  author_id: string
  status: PostStatus
  slug: string
  blog_slug: string
}

@Injectable()
export class CommentsRepository {
  /** Holds the post until the transaction ends: it cannot be deleted under a new comment. */
  holdPost(tx: Tx<BlogDB>, postId: string): Promise<PostOfComments | undefined> {
    return tx
      .selectFrom('post')
      .innerJoin('blog', 'blog.id', 'post.blog_id')
      .select(['post.author_id', 'post.status', 'post.slug', 'blog.slug as blog_slug'])
      .where('post.id', '=', postId)
      .forKeyShare('post')
      .executeTakeFirst()
  }

  /** The comment, held, when it stands under this post. */
  lock(tx: Tx<BlogDB>, postId: string, id: string): Promise<CommentRow | undefined> {
    return tx
      .selectFrom('comment')
      .selectAll()
      .where('id', '=', id)
      .where('post_id', '=', postId)
      .forUpdate()
      .executeTakeFirst()
  }

  /** Whole threads. Whoever changes what is in one holds the counters of its post. */
  threads(tx: Tx<BlogDB>, threadIds: readonly string[]): Promise<CommentRow[]> {
    return tx.selectFrom('comment').selectAll().where('thread_id', 'in', threadIds).execute()
  }

  async insert(tx: Tx<BlogDB>, comment: CommentRow): Promise<void> {
    await tx.insertInto('comment').values(comment).execute()
  }

  async update(tx: Tx<BlogDB>, id: string, changes: Partial<CommentRow>): Promise<void> {
    await tx.updateTable('comment').set(changes).where('id', '=', id).execute()
  }

  async delete(tx: Tx<BlogDB>, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await tx.deleteFrom('comment').where('id', 'in', ids).execute()
  }

  /** Leaves nothing of these comments but their places. */
  async empty(tx: Tx<BlogDB>, ids: readonly string[], at: Date): Promise<void> {
    if (ids.length === 0) return
    await tx
      .updateTable('comment')
      .set((row) => ({ author_id: null, text: '', deleted_at: at, revision: row('revision', '+', 1) }))
      .where('id', 'in', ids)
      .execute()
  }

  /** What a person wrote, with the posts as they are. */
  ofAuthor(tx: Tx<BlogDB>, authorId: string): Promise<(PostOfComments & { post_id: string; thread_id: string })[]> {
    return tx
      .selectFrom('comment')
      .innerJoin('post', 'post.id', 'comment.post_id')
      .innerJoin('blog', 'blog.id', 'post.blog_id')
      .select(['comment.post_id', 'comment.thread_id'])
      .select(['post.author_id', 'post.status', 'post.slug', 'blog.slug as blog_slug'])
      .where('comment.author_id', '=', authorId)
      .execute()
  }
}
