import { Injectable } from '@nestjs/common'
import type { DataOf } from '@quark/contracts'
import { SessionEnded } from '@quark/contracts/events/auth'
import { OnEvent, type Tx } from '@quark/service-kit'
import { WakesService } from '../wakes/wakes.service.js'

/** Ends the streams of a session that ended before its token did. */
@Injectable()
export class SessionsConsumer {
  constructor(private readonly wakes: WakesService) {}

  @OnEvent(SessionEnded)
  async end(tx: Tx, { sessionId, userId }: DataOf<typeof SessionEnded>): Promise<void> {
    this.wakes.endStreams(tx, userId, sessionId)
  }
}
