import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostPublished } from '@quark/contracts/events/blog'
import { OnEvent, type Tx } from '@quark/service-kit'
import { NewPostsService } from './new-posts.service.js'

/** `post`: followers are told of what an author publishes. */
@Injectable()
export class NewPostsConsumer {
  constructor(private readonly newPosts: NewPostsService) {}

  @OnEvent(PostPublished)
  tellFollowers(tx: Tx, post: DataOf<typeof PostPublished>): Promise<void> {
    return this.newPosts.announce(tx, { ...post, publishedAt: new Date(post.publishedAt) })
  }
}
