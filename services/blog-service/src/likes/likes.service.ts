import { Injectable } from '@nestjs/common'
import { PostLiked, PostUnliked } from '@quark/contracts/events/blog'
import { type Caller, Outbox, Transactions, type Tx } from '@quark/service-kit'
import { AuthorsService } from '../authors/authors.service.js'
import { PostReadingService } from '../posts/post-reading.service.js'
import { LikesRepository } from './likes.repository.js'
import { assertLikeable } from './likes.rules.js'
import type { LikeState } from './likes.schema.js'

@Injectable()
export class LikesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly likes: LikesRepository,
    private readonly posts: PostReadingService,
    private readonly authors: AuthorsService,
    private readonly outbox: Outbox,
  ) {}

  async state(postId: string, caller: Caller | undefined): Promise<LikeState> {
    await this.posts.assertReadable(postId, caller?.id)
    return this.likes.state(postId, caller?.id)
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
      const news = { postId, postAuthorId: post.author_id, userId: caller.id, likedAt: at.toISOString() }
      await this.outbox.add(tx, PostLiked, news)
    })
    return this.likes.state(postId, caller.id)
  }

  async unlike(caller: Caller, postId: string): Promise<LikeState> {
    await this.transactions.run(async (tx) => {
      assertLikeable(await this.likes.holdPost(tx, postId))
      if (await this.likes.remove(tx, postId, caller.id)) {
        await this.outbox.add(tx, PostUnliked, { postId, userId: caller.id })
      }
    })
    return this.likes.state(postId, caller.id)
  }

  /** Takes back all likes of a person who leaves. */
  removeAllOf(tx: Tx, userId: string): Promise<void> {
    return this.likes.removeAllOf(tx, userId)
  }
}
