import { Injectable } from '@nestjs/common'
import { PostLiked, PostUnliked } from '@quark/contracts/events/blog'
import { type Caller, decodeCursor, Outbox, type PageQuery, Transactions, type Tx, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorsService } from '../authors/authors.service.js'
import { PostReadingService } from '../posts/post-reading.service.js'
import { PostCountsRepository } from '../reactions/post-counts.repository.js'
import { type LikeRow, LikesRepository } from './likes.repository.js'
import { assertLikeable } from './likes.rules.js'
import type { LikePage, LikeState, LikeView } from './likes.schema.js'

const CursorKey = z.tuple([z.iso.datetime(), z.uuid()])

@Injectable()
export class LikesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly likes: LikesRepository,
    private readonly posts: PostReadingService,
    private readonly authors: AuthorsService,
    private readonly counts: PostCountsRepository,
    private readonly outbox: Outbox,
  ) {}

  async state(postId: string, caller: Caller | undefined): Promise<LikeState> {
    const { likes, liked } = await this.posts.reactions(postId, caller)
    return { likes, liked }
  }

  async list(postId: string, { limit, cursor }: PageQuery, caller: Caller | undefined): Promise<LikePage> {
    const [at, userId] = cursor ? decodeCursor(cursor, CursorKey) : []
    await this.posts.assertReadable(postId, caller?.id)
    const rows = await this.likes.list(postId, limit, at && userId ? { at, userId } : undefined)
    return toPage(rows, limit, toView, ({ liked_at, id }) => [liked_at.toISOString(), id])
  }

  /** Likes a post; nothing changes, and nobody is told, when the caller did already. */
  async like(caller: Caller, postId: string): Promise<LikeState> {
    await this.authors.ensure(caller.id)
    await this.transactions.run(async (tx) => {
      await this.authors.hold(tx, caller.id)
      const post = await this.likes.holdPost(tx, postId)
      assertLikeable(post)
      const at = new Date()
      if (!(await this.likes.add(tx, postId, caller.id, at))) return
      await this.counts.addOne(tx, 'likes', postId)
      const news = { postId, postAuthorId: post.author_id, userId: caller.id, likedAt: at.toISOString() }
      await this.outbox.add(tx, PostLiked, news)
    })
    return this.state(postId, caller)
  }

  async unlike(caller: Caller, postId: string): Promise<LikeState> {
    await this.transactions.run(async (tx) => {
      assertLikeable(await this.likes.holdPost(tx, postId))
      if (!(await this.likes.remove(tx, postId, caller.id))) return
      await this.counts.subtract(tx, 'likes', [postId])
      await this.outbox.add(tx, PostUnliked, { postId, userId: caller.id })
    })
    return this.state(postId, caller)
  }

  /** Takes back all likes of a person who leaves. */
  async removeAllOf(tx: Tx, userId: string): Promise<void> {
    await this.counts.subtract(tx, 'likes', await this.likes.removeAllOf(tx, userId))
  }
}

const toView = ({ avatar_url, liked_at, ...person }: LikeRow): LikeView => ({
  ...person,
  avatarUrl: avatar_url,
  likedAt: liked_at.toISOString(),
})
