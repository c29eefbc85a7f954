import { Injectable } from '@nestjs/common'
import type { CountUnreadRequest } from '@quark/contracts/rpc/notification/v1/notification_pb'
import { Id, Refusal } from '@quark/service-kit'
import { NotificationsService } from './notifications.service.js'

/** Answers `quark.notification.v1.NotificationService`. */
@Injectable()
export class NotificationsRpc {
  constructor(private readonly notifications: NotificationsService) {}

  readonly countUnread = async ({ personId }: CountUnreadRequest): Promise<{ unread: number }> => {
    if (!Id.safeParse(personId).success) {
      throw Refusal.invalid('invalid-request', [{ field: 'person_id', code: 'invalid', message: 'must be a UUID' }])
    }
    return { unread: await this.notifications.countUnread(personId) }
  }
}
