import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostMediaChanged } from '@quark/contracts/events/blog'
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
}
