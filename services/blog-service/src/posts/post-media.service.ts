import { isDeepStrictEqual } from 'node:util'
import { Injectable } from '@nestjs/common'
import { PostMediaChanged } from '@quark/contracts/events/blog'
import { Outbox, type Tx } from '@quark/service-kit'
import type { PostRow } from '../db/schema.js'
import { shownIds } from './pictures.rules.js'

/** Tells which uploaded files posts show: media-service keeps what is used, and lets readers see what is public. */
@Injectable()
export class PostMediaService {
  constructor(private readonly outbox: Outbox) {}

  /** @param before undefined for a new post */
  async changed(tx: Tx, before: PostRow | undefined, post: PostRow): Promise<void> {
    const mediaIds = shownIds(post)
    const was = before ? shownIds(before) : []
    const seenAsBefore = mediaIds.length === 0 || before?.status === post.status
    if (seenAsBefore && isDeepStrictEqual(mediaIds, was)) return
    await this.tell(tx, post, mediaIds, post.revision)
  }

  async deleted(tx: Tx, post: PostRow): Promise<void> {
    if (shownIds(post).length > 0) await this.tell(tx, { ...post, status: 'draft' }, [], post.revision + 1)
  }

  private async tell(tx: Tx, post: PostRow, mediaIds: string[], revision: number): Promise<void> {
    await this.outbox.add(tx, PostMediaChanged, {
      postId: post.id,
      authorId: post.author_id,
      mediaIds,
      public: post.status === 'published',
      revision,
    })
  }
}
