import { Injectable } from '@nestjs/common'
import type { DataOf, EventEnvelope } from '@quark/contracts'
import { CommentCreated } from '@quark/contracts/events/blog'
import { OnEvent, type Tx } from '@quark/service-kit'
import { NotificationsService } from '../notifications/notifications.service.js'

/** `answer`: whose comment was answered is told; `comment`: the author of the post is, unless the answer was to them. */
@Injectable()
export class CommentsConsumer {
  constructor(private readonly notifications: NotificationsService) {}

  @OnEvent(CommentCreated)
  async tellWhomItConcerns(tx: Tx, comment: DataOf<typeof CommentCreated>, { time }: EventEnvelope): Promise<void> {
    const { postId, commentId, authorId, postAuthorId, parentAuthorId } = comment
    const news = { actorId: authorId, postId, commentId, at: new Date(time) }
    if (parentAuthorId) await this.notifications.tell(tx, [parentAuthorId], { kind: 'answer', ...news })
    if (postAuthorId !== parentAuthorId) await this.notifications.tell(tx, [postAuthorId], { kind: 'comment', ...news })
  }
}
