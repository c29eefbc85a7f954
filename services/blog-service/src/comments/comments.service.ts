import { Injectable } from '@nestjs/common'
import { CommentCreated } from '@quark/contracts/events/blog'
import {
  type Caller,
  decodeCursor,
  Outbox,
  type PageQuery,
  Refusal,
  Transactions,
  type Tx,
  toPage,
  uuidv7,
} from '@quark/service-kit'
import { z } from 'zod'
import { AuthorsService } from '../authors/authors.service.js'
import { PostReadingService } from '../posts/post-reading.service.js'
import { CommentsRepository } from './comments.repository.js'
import { assertCommentable, assertDeletable, foreignParent } from './comments.rules.js'
import type { CommentPage, CommentView, NewComment } from './comments.schema.js'

const CursorKey = z.tuple([z.uuid()])

@Injectable()
export class CommentsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly comments: CommentsRepository,
    private readonly posts: PostReadingService,
    private readonly authors: AuthorsService,
    private readonly outbox: Outbox,
  ) {}

  async list(postId: string, { limit, cursor }: PageQuery, caller: Caller | undefined): Promise<CommentPage> {
    const after = cursor ? decodeCursor(cursor, CursorKey)[0] : undefined
    await this.posts.assertReadable(postId, caller?.id)
    const rows = await this.comments.list(postId, limit, after)
    return toPage(
      rows,
      limit,
      (row) => row,
      (row) => [row.id],
    )
  }

  async create(caller: Caller, postId: string, { text, parentId }: NewComment): Promise<CommentView> {
    await this.authors.ensure(caller.id)
    const id = uuidv7()
    await this.transactions.run(async (tx) => {
      await this.authors.hold(tx, caller.id)
      const post = await this.comments.holdPost(tx, postId)
      assertCommentable(post, caller.id)
      if (parentId && !(await this.comments.lock(tx, postId, parentId))) throw foreignParent()
      const row = { id, post_id: postId, parent_id: parentId, author_id: caller.id, text, created_at: new Date() }
      await this.comments.insert(tx, row)
      const news = { commentId: id, postId, postAuthorId: post.author_id, authorId: caller.id, parentId }
      await this.outbox.add(tx, CommentCreated, news)
    })
    const comment = await this.comments.view(id)
    if (!comment) throw Refusal.notFound('comment')
    return comment
  }

  async delete(caller: Caller, postId: string, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const post = await this.comments.holdPost(tx, postId)
      assertCommentable(post, caller.id)
      const comment = await this.comments.lock(tx, postId, id)
      if (!comment) throw Refusal.notFound('comment')
      assertDeletable(comment, post, caller.id)
      await this.comments.delete(tx, id)
    })
  }

  /** Deletes all that a person who leaves wrote under any post. */
  deleteOfAuthor(tx: Tx, authorId: string): Promise<void> {
    return this.comments.deleteOfAuthor(tx, authorId)
  }
}
