import { Injectable } from '@nestjs/common'
import { NotificationService } from '@quark/contracts/rpc/notification/v1/notification_pb'
import { Peers } from '@quark/service-kit'
import { z } from 'zod'
import type { Deadline } from '../parts/deadline.js'

const Count = z.int().min(0)

/** Asks notification-service. */
@Injectable()
export class UnreadClient {
  constructor(private readonly peers: Peers) {}

  async notifications(personId: string, deadline: Deadline): Promise<number> {
    return Count.parse((await this.peers.rpc(NotificationService).countUnread({ personId }, deadline)).unread)
  }
}
