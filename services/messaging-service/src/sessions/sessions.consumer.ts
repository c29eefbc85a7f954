import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { SessionEnded } from '@quark/contracts/events/auth'
import { OnEvent, type Tx } from '@quark/service-kit'
import { SessionsService } from './sessions.service.js'

@Injectable()
export class SessionsConsumer {
  constructor(private readonly sessions: SessionsService) {}

  @OnEvent(SessionEnded)
  end(tx: Tx, { sessionId }: DataOf<typeof SessionEnded>): Promise<void> {
    return this.sessions.end(tx, sessionId)
  }
}
