import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { UserFollowed, UserUnfollowed } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import { NotificationsService } from '../notifications/notifications.service.js'

/** `follower`: a person is told who follows them. */
@Injectable()
export class FollowersConsumer {
  constructor(private readonly notifications: NotificationsService) {}

  @OnEvent(UserFollowed)
  tellFollowed(tx: Tx, { followerId, followedId, followedAt }: DataOf<typeof UserFollowed>): Promise<void> {
    const news = { kind: 'follower', actorId: followerId, at: new Date(followedAt) } as const
    return this.notifications.tell(tx, [followedId], news)
  }

  @OnEvent(UserUnfollowed)
  takeBack(tx: Tx, { followerId, followedId }: DataOf<typeof UserUnfollowed>): Promise<void> {
    return this.notifications.takeBack(tx, { kind: 'follower', actorId: followerId, personId: followedId })
  }
}
