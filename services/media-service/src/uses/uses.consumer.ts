import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostMediaChanged } from '@quark/contracts/events/blog'
import { MessageDeleted, MessageSent } from '@quark/contracts/events/messages'
import { UserAvatarChanged } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import type { MediaDB } from '../db/schema.js'
import { UsesService } from './uses.service.js'

/** Keeps the copy of what shows media. */
@Injectable()
export class UsesConsumer {
  constructor(private readonly uses: UsesService) {}

  @OnEvent(PostMediaChanged, { rebuilds: true })
  postChanged(tx: Tx<MediaDB>, post: DataOf<typeof PostMediaChanged>): Promise<void> {
    const { postId, authorId, mediaIds, revision } = post
    return this.uses.learn(
      tx,
      { kind: 'post', id: postId, owner_id: authorId, revision, public: post.public, viewers: [] },
      mediaIds,
    )
  }

  /** A person without a picture shows none, in public all the same. */
  @OnEvent(UserAvatarChanged, { rebuilds: true })
  avatarChanged(tx: Tx<MediaDB>, { userId, mediaId, revision }: DataOf<typeof UserAvatarChanged>): Promise<void> {
    const thing = { kind: 'avatar' as const, id: userId, owner_id: userId, revision, public: true, viewers: [] }
    return this.uses.learn(tx, thing, mediaId === null ? [] : [mediaId])
  }

  /** Who could read the message when it was sent may see what goes with it; who comes later does not see the message either. */
  @OnEvent(MessageSent, { rebuilds: true })
  messageSent(tx: Tx<MediaDB>, message: DataOf<typeof MessageSent>): Promise<void> {
    return this.learnMessage(tx, message, message.mediaIds, { revision: 1, viewers: message.recipientIds })
  }

  @OnEvent(MessageDeleted, { rebuilds: true })
  messageDeleted(tx: Tx<MediaDB>, message: DataOf<typeof MessageDeleted>): Promise<void> {
    return this.learnMessage(tx, message, [], { revision: 2, viewers: [] })
  }

  private async learnMessage(
    tx: Tx<MediaDB>,
    { messageId, senderId, mediaIds }: DataOf<typeof MessageDeleted>,
    shown: readonly string[],
    news: { revision: number; viewers: string[] },
  ): Promise<void> {
    if (mediaIds.length === 0) return
    await this.uses.learn(tx, { kind: 'message', id: messageId, owner_id: senderId, public: false, ...news }, shown)
  }
}
