import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import {
  BlogDeleted,
  BlogUpdated,
  CommentCreated,
  CommentDeleted,
  PostDeleted,
  PostLiked,
  PostPublished,
  PostUnliked,
  PostUpdated,
} from '@quark/contracts/events/blog'
import { UserDeleted, UserUpdated } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { PeopleService } from '../people/people.service.js'
import { PostsService } from '../posts/posts.service.js'

/** Takes out of the cache what is no longer so. */
@Injectable()
export class PurgesConsumer {
  constructor(
    private readonly posts: PostsService,
    private readonly people: PeopleService,
  ) {}

  @OnEvent(PostPublished)
  published(): Promise<void> {
    return this.posts.forgetLists()
  }

  @OnEvent(PostUpdated)
  updated(): Promise<void> {
    return this.posts.forgetLists()
  }

  @OnEvent(PostDeleted)
  deleted(): Promise<void> {
    return this.posts.forgetLists()
  }

  @OnEvent(BlogUpdated)
  blogUpdated(): Promise<void> {
    return this.posts.forgetLists()
  }

  @OnEvent(BlogDeleted)
  blogDeleted(): Promise<void> {
    return this.posts.forgetLists()
  }

  @OnEvent(PostLiked)
  liked(_: Tx, { postId }: DataOf<typeof PostLiked>): Promise<void> {
    return this.posts.forgetReactions(postId)
  }

  @OnEvent(PostUnliked)
  unliked(_: Tx, { postId }: DataOf<typeof PostUnliked>): Promise<void> {
    return this.posts.forgetReactions(postId)
  }

  @OnEvent(CommentCreated)
  commented(_: Tx, { postId }: DataOf<typeof CommentCreated>): Promise<void> {
    return this.posts.forgetReactions(postId)
  }

  @OnEvent(CommentDeleted)
  uncommented(_: Tx, { postId }: DataOf<typeof CommentDeleted>): Promise<void> {
    return this.posts.forgetReactions(postId)
  }

  @OnEvent(UserUpdated)
  renamed(_: Tx, { userId }: DataOf<typeof UserUpdated>): Promise<void> {
    return this.people.forget(userId)
  }

  @OnEvent(UserDeleted)
  gone(_: Tx, { userId }: DataOf<typeof UserDeleted>): Promise<void> {
    return this.people.forget(userId)
  }
}
