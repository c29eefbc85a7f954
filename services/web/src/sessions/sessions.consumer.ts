import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { UserDeleted, UserUpdated } from '@quark/contracts/events/user'
import { OnEvent, type Tx } from '@quark/service-kit'
import type { WebDB } from '../db/schema.js'
import { SessionsService } from './sessions.service.js'

/** Keeps the people of the sessions up to date. */
@Injectable()
export class SessionsConsumer {
  constructor(private readonly sessions: SessionsService) {}

  @OnEvent(UserUpdated, { rebuilds: true })
  rename(tx: Tx<WebDB>, { userId, username, name }: DataOf<typeof UserUpdated>): Promise<void> {
    return this.sessions.rename(tx, { id: userId, username, name })
  }

  @OnEvent(UserDeleted)
  end(tx: Tx<WebDB>, { userId }: DataOf<typeof UserDeleted>): Promise<void> {
    return this.sessions.endAllOf(tx, userId)
  }
}
