import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { PostsRepository } from './posts.repository.js'
import type { Post } from './posts.schema.js'

@Injectable()
export class PostsService {
  constructor(private readonly posts: PostsRepository) {}

  learn(tx: Tx, post: Post): Promise<void> {
    return this.posts.save(tx, post)
  }

  /** Leaves nothing of the post but the fact that it was there, and whether followers were told. */
  forget(tx: Tx, id: string, authorId: string): Promise<void> {
    return this.posts.forget(tx, id, authorId, new Date())
  }

  /** Whether readers can see the post now. */
  isVisible(tx: Tx, id: string): Promise<boolean> {
    return this.posts.isVisible(tx, id)
  }

  /** Notes that followers are told of this post. @returns false when they were before */
  markAnnounced(tx: Tx, post: Post): Promise<boolean> {
    return this.posts.markAnnounced(tx, post, new Date())
  }
}
