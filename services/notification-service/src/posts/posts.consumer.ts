import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostDeleted, PostPublished, PostUpdated } from '@quark/contracts/events/blog'
import { OnEvent, type Tx } from '@quark/service-kit'
import { PostsService } from './posts.service.js'

/** Keeps the copy of what posts are called and where they are read. */
@Injectable()
export class PostsConsumer {
  constructor(private readonly posts: PostsService) {}

  @OnEvent(PostPublished, { rebuilds: true })
  meet(tx: Tx, post: DataOf<typeof PostPublished>): Promise<void> {
    return this.posts.learn(tx, post)
  }

  @OnEvent(PostUpdated, { rebuilds: true })
  change(tx: Tx, post: DataOf<typeof PostUpdated>): Promise<void> {
    return this.posts.learn(tx, post)
  }

  @OnEvent(PostDeleted, { rebuilds: true })
  forget(tx: Tx, { postId, authorId }: DataOf<typeof PostDeleted>): Promise<void> {
    return this.posts.forget(tx, postId, authorId)
  }
}
