import { Injectable } from '@nestjs/common'
import { CommentCreated, CommentDeleted, CommentUpdated } from '@quark/contracts/events/blog'
import { type Caller, Outbox, Refusal, Transactions, type Tx, uuidv7 } from '@quark/service-kit'
import { AuthorsService } from '../authors/authors.service.js'
import type { CommentRow } from '../db/schema.js'
import { expectedRevisions } from '../posts/posts.rules.js'
import { PostCountsRepository } from '../reactions/post-counts.repository.js'
import { commentNews } from './comment-events.rules.js'
import { CommentReadingService } from './comment-reading.service.js'
import { CommentsRepository, type PostOfComments } from './comments.repository.js'
import {
  assertAnswerable,
  assertCommentable,
  assertDeletable,
  assertEditable,
  assertRoomInThread,
  assertThere,
} from './comments.rules.js'
import type { CommentChanges, CommentView, NewComment } from './comments.schema.js'
import { removalOf } from './threads.rules.js'

/** What people say under posts. The counters of a post are held first, so its threads change one after the other. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly comments: CommentsRepository,
    private readonly reading: CommentReadingService,
    private readonly authors: AuthorsService,
    private readonly counts: PostCountsRepository,
    private readonly outbox: Outbox,
  ) {}

  async create(caller: Caller, postId: string, { text, parentId }: NewComment): Promise<CommentView> {
    await this.authors.ensure(caller.id)
    const id = uuidv7()
    await this.transactions.run(async (tx) => {
      await this.authors.hold(tx, caller.id)
      const post = await this.comments.holdPost(tx, postId)
      assertCommentable(post, caller.id)
      await this.counts.addOne(tx, 'comments', postId)
      const parent = parentId === null ? null : await this.answerable(tx, postId, parentId)
      const comment: CommentRow = {
        id,
        post_id: postId,
        parent_id: parentId,
        thread_id: parent?.thread_id ?? id,
        author_id: caller.id,
        text,
        revision: 1,
        created_at: new Date(),
        edited_at: null,
        deleted_at: null,
      }
      await this.comments.insert(tx, comment)
      const news = { ...commentNews(post, comment, caller.id), parentId, parentAuthorId: parent?.author_id ?? null }
      await this.outbox.add(tx, CommentCreated, news)
    })
    return this.reading.read(postId, id, caller)
  }

  /** @throws Refusal 412 with the comment as it is now, when it is not at a revision that `ifMatch` names */
  async edit(
    caller: Caller,
    postId: string,
    id: string,
    ifMatch: string | undefined,
    { text }: CommentChanges,
  ): Promise<CommentView> {
    const expected = expectedRevisions(ifMatch)
    const stale = await this.transactions.run(async (tx) => {
      const post = await this.comments.holdPost(tx, postId)
      assertCommentable(post, caller.id)
      const comment = await this.comments.lock(tx, postId, id)
      assertThere(comment)
      assertEditable(comment, caller.id)
      if (expected && !expected.has(comment.revision)) return true
      if (comment.text === text) return false
      const changes = { text, revision: comment.revision + 1, edited_at: new Date() }
      await this.comments.update(tx, id, changes)
      await this.outbox.add(tx, CommentUpdated, {
        ...commentNews(post, comment, caller.id),
        revision: changes.revision,
      })
      return false
    })
    const current = await this.reading.read(postId, id, caller)
    if (stale) throw Refusal.preconditionFailed('changed-meanwhile', undefined, { current })
    return current
  }

  async delete(caller: Caller, postId: string, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const post = await this.comments.holdPost(tx, postId)
      assertCommentable(post, caller.id)
      await this.counts.hold(tx, [postId])
      const comment = await this.comments.lock(tx, postId, id)
      assertThere(comment)
      assertDeletable(comment, post, caller.id)
      await this.remove(tx, await this.comments.threads(tx, [comment.thread_id]), new Set([id]))
      await this.tellGone(tx, post, comment, comment.author_id)
    })
  }

  /** Deletes all that a person who leaves wrote under any post. */
  async deleteOfAuthor(tx: Tx, authorId: string): Promise<void> {
    const written = await this.comments.ofAuthor(tx, authorId)
    if (written.length === 0) return
    const posts = new Map(written.map((comment) => [comment.post_id, comment]))
    await this.counts.hold(tx, [...posts.keys()])
    const threads = await this.comments.threads(tx, [...new Set(written.map(({ thread_id }) => thread_id))])
    const own = threads.filter(({ author_id }) => author_id === authorId)
    await this.remove(tx, threads, new Set(own.map(({ id }) => id)))
    for (const comment of own) {
      const post = posts.get(comment.post_id)
      if (post) await this.tellGone(tx, post, comment, authorId)
    }
  }

  private async remove(tx: Tx, threads: CommentRow[], ids: ReadonlySet<string>): Promise<void> {
    const { gone, emptied } = removalOf(threads, ids)
    await this.comments.empty(tx, emptied, new Date())
    await this.comments.delete(tx, gone)
    const deleted = threads.filter(({ id }) => ids.has(id))
    await this.counts.subtract(
      tx,
      'comments',
      deleted.map(({ post_id }) => post_id),
    )
  }

  private async tellGone(tx: Tx, post: PostOfComments, comment: CommentRow, authorId: string): Promise<void> {
    await this.outbox.add(tx, CommentDeleted, { ...commentNews(post, comment, authorId), parentId: comment.parent_id })
  }

  private async answerable(tx: Tx, postId: string, parentId: string): Promise<CommentRow> {
    const parent = await this.comments.lock(tx, postId, parentId)
    assertAnswerable(parent)
    assertRoomInThread((await this.comments.threads(tx, [parent.thread_id])).length)
    return parent
  }
}
