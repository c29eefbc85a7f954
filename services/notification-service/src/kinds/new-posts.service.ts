import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { NotificationsService } from '../notifications/notifications.service.js'
import { PeopleService } from '../people/people.service.js'
import type { Post } from '../posts/posts.schema.js'
import { PostsService } from '../posts/posts.service.js'

/** Followers who are told in one statement. */
const BATCH = 500

@Injectable()
export class NewPostsService {
  constructor(
    private readonly posts: PostsService,
    private readonly people: PeopleService,
    private readonly notifications: NotificationsService,
  ) {}

  /** Tells everybody who follows the author, the first time that the post is published. */
  async announce(tx: Tx, post: Post & { publishedAt: Date }): Promise<void> {
    if (!(await this.posts.markAnnounced(tx, post))) return
    const { postId, authorId, publishedAt } = post
    const news = { kind: 'post', actorId: authorId, postId, at: publishedAt } as const
    let after: string | undefined
    do {
      const followers = await this.people.followersOf(tx, authorId, BATCH, after)
      await this.notifications.tell(tx, followers, news)
      after = followers.length === BATCH ? followers.at(-1) : undefined
    } while (after !== undefined)
  }
}
