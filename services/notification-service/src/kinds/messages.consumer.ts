import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { MessageSent } from '@quark/contracts/events/messages'
import { OnEvent, type Tx } from '@quark/service-kit'
import { NotificationsService } from '../notifications/notifications.service.js'

/** `message`: who wrote to a person that had no socket open is told. Who was there has read it where it came. */
@Injectable()
export class MessagesConsumer {
  constructor(private readonly notifications: NotificationsService) {}

  @OnEvent(MessageSent)
  tellWhoIsAway(tx: Tx, { senderId, awayIds, sentAt }: DataOf<typeof MessageSent>): Promise<void> {
    return this.notifications.tell(tx, awayIds, { kind: 'message', actorId: senderId, at: new Date(sentAt) })
  }
}
