import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostLiked, PostUnliked } from '@quark/contracts/events/blog'
import { OnEvent, type Tx } from '@quark/service-kit'
import { NotificationsService } from '../notifications/notifications.service.js'

/** `like`: the author of a post is told who likes it. */
@Injectable()
export class LikesConsumer {
  constructor(private readonly notifications: NotificationsService) {}

  @OnEvent(PostLiked)
  tellAuthor(tx: Tx, { postId, postAuthorId, userId, likedAt }: DataOf<typeof PostLiked>): Promise<void> {
    const news = { kind: 'like', actorId: userId, postId, at: new Date(likedAt) } as const
    return this.notifications.tell(tx, [postAuthorId], news)
  }

  @OnEvent(PostUnliked)
  takeBack(tx: Tx, { postId, userId }: DataOf<typeof PostUnliked>): Promise<void> {
    return this.notifications.takeBack(tx, { kind: 'like', actorId: userId, postId })
  }
}
