import { Injectable } from '@nestjs/common'
import { type Caller, decodeCursor, type PageQuery, Refusal, Transactions, type Tx, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorsService } from '../authors/authors.service.js'
import { PostReadingService } from '../posts/post-reading.service.js'
import { isVisibleTo } from '../posts/posts.rules.js'
import type { PostPage } from '../posts/posts.schema.js'
import { BookmarksRepository } from './bookmarks.repository.js'

const CursorKey = z.tuple([z.iso.datetime(), z.uuid()])

/** What a person keeps to read later. Theirs alone: nobody is told, and nothing is counted. */
@Injectable()
export class BookmarksService {
  constructor(
    private readonly transactions: Transactions,
    private readonly bookmarks: BookmarksRepository,
    private readonly posts: PostReadingService,
    private readonly authors: AuthorsService,
  ) {}

  async add(caller: Caller, postId: string): Promise<void> {
    await this.authors.ensure(caller.id)
    await this.transactions.run(async (tx) => {
      await this.authors.hold(tx, caller.id)
      await this.holdReadable(tx, caller, postId)
      await this.bookmarks.add(tx, caller.id, postId, new Date())
    })
  }

  async remove(caller: Caller, postId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      await this.holdReadable(tx, caller, postId)
      await this.bookmarks.remove(tx, caller.id, postId)
    })
  }

  /** Posts that became unreadable are left out; they come back when they can be read again. */
  async list(caller: Caller, { limit, cursor }: PageQuery): Promise<PostPage> {
    const [at, postId] = cursor ? decodeCursor(cursor, CursorKey) : []
    const rows = await this.bookmarks.list(caller.id, limit, at && postId ? { at, postId } : undefined)
    const page = toPage(
      rows,
      limit,
      ({ post_id }) => post_id,
      ({ marked_at, post_id }) => [marked_at.toISOString(), post_id],
    )
    return { items: await this.posts.listed(page.items, caller), nextCursor: page.nextCursor }
  }

  removeAllOf(tx: Tx, userId: string): Promise<void> {
    return this.bookmarks.removeAllOf(tx, userId)
  }

  private async holdReadable(tx: Tx, caller: Caller, postId: string): Promise<void> {
    const post = await this.bookmarks.holdPost(tx, postId)
    if (!post || !isVisibleTo(post, caller.id)) throw Refusal.notFound('post')
  }
}
