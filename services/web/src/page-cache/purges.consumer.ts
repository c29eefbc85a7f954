import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import {
  BlogCreated,
  BlogDeleted,
  BlogUpdated,
  CommentCreated,
  CommentDeleted,
  CommentUpdated,
  PostDeleted,
  PostLiked,
  PostPublished,
  PostUnliked,
  PostUpdated,
} from '@quark/contracts/events/blog'
import { UserDeleted, UserFollowed, UserUnfollowed, UserUpdated } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { PurgesService } from './purges.service.js'

/** Tells the pages in memory what has changed. Forgetting once more does no harm, so every copy of an event is welcome. */
@Injectable()
export class PurgesConsumer {
  constructor(private readonly purges: PurgesService) {}

  @OnEvent(PostPublished)
  async publish(_: Tx, post: DataOf<typeof PostPublished>): Promise<void> {
    this.purges.post(post)
  }

  @OnEvent(PostUpdated)
  async update(_: Tx, post: DataOf<typeof PostUpdated>): Promise<void> {
    this.purges.post(post)
  }

  @OnEvent(PostDeleted)
  async remove(_: Tx, post: DataOf<typeof PostDeleted>): Promise<void> {
    this.purges.post(post)
  }

  @OnEvent(CommentCreated)
  async comment(_: Tx, { postId }: DataOf<typeof CommentCreated>): Promise<void> {
    this.purges.reactions(postId)
  }

  @OnEvent(CommentUpdated)
  async editComment(_: Tx, { postId }: DataOf<typeof CommentUpdated>): Promise<void> {
    this.purges.reactions(postId)
  }

  @OnEvent(CommentDeleted)
  async removeComment(_: Tx, { postId }: DataOf<typeof CommentDeleted>): Promise<void> {
    this.purges.reactions(postId)
  }

  @OnEvent(PostLiked)
  async like(_: Tx, { postId }: DataOf<typeof PostLiked>): Promise<void> {
    this.purges.reactions(postId)
  }

  @OnEvent(PostUnliked)
  async unlike(_: Tx, { postId }: DataOf<typeof PostUnliked>): Promise<void> {
    this.purges.reactions(postId)
  }

  @OnEvent(BlogCreated)
  async begin(_: Tx, blog: DataOf<typeof BlogCreated>): Promise<void> {
    this.purges.blog(blog)
  }

  @OnEvent(BlogUpdated)
  async rename(_: Tx, blog: DataOf<typeof BlogUpdated>): Promise<void> {
    this.purges.blog(blog)
  }

  @OnEvent(BlogDeleted)
  async end(_: Tx, blog: DataOf<typeof BlogDeleted>): Promise<void> {
    this.purges.blog(blog)
  }

  @OnEvent(UserUpdated)
  async renamePerson(_: Tx, { userId }: DataOf<typeof UserUpdated>): Promise<void> {
    this.purges.person(userId)
  }

  @OnEvent(UserDeleted)
  async forgetPerson(_: Tx, { userId }: DataOf<typeof UserDeleted>): Promise<void> {
    this.purges.person(userId)
  }

  @OnEvent(UserFollowed)
  async follow(_: Tx, follow: DataOf<typeof UserFollowed>): Promise<void> {
    this.purges.follow(follow)
  }

  @OnEvent(UserUnfollowed)
  async unfollow(_: Tx, follow: DataOf<typeof UserUnfollowed>): Promise<void> {
    this.purges.follow(follow)
  }
}
