import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostMediaChanged } from '@quark/contracts/events/blog'
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
      { kind: 'post', id: postId, owner_id: authorId, revision, public: post.public },
      mediaIds,
    )
  }

  /** A person without a picture shows none, in public all the same. */
  @OnEvent(UserAvatarChanged, { rebuilds: true })
  avatarChanged(tx: Tx<MediaDB>, { userId, mediaId, revision }: DataOf<typeof UserAvatarChanged>): Promise<void> {
    const thing = { kind: 'avatar', id: userId, owner_id: userId, revision, public: true } as const
    return this.uses.learn(tx, thing, mediaId === null ? [] : [mediaId])
  }
}
