import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { PostDeleted } from '@quark/contracts/events/blog'
import { UserDeleted } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { RemovalsService } from './removals.service.js'

@Injectable()
export class RemovalsConsumer {
  constructor(private readonly removals: RemovalsService) {}

  /** Final, so a replay may do it again. */
  @OnEvent(UserDeleted, { rebuilds: true })
  erase(tx: Tx, { userId }: DataOf<typeof UserDeleted>): Promise<void> {
    return this.removals.erasePerson(tx, userId)
  }

  /** Not in a replay: the post may have been published again, and people told of it since. */
  @OnEvent(PostDeleted)
  clear(tx: Tx, { postId }: DataOf<typeof PostDeleted>): Promise<void> {
    return this.removals.clearPost(tx, postId)
  }
}
