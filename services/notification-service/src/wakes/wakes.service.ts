import { Injectable } from '@nestjs/common'
import { defineTopic } from '@quark/contracts'
import { Broadcast, Transactions, type Tx } from '@quark/service-kit'
import { z } from 'zod'

/** Something changed in what a person is told: whoever shows it looks into the database. */
const NotificationsChanged = defineTopic('notifications.changed', {})
/** A session ended; without an id, all of the person's. */
const SessionsOver = defineTopic('notifications.sessions-over', { sessionId: z.uuid().optional() })

/** Who wants to hear of a person's news. */
export interface Listener {
  readonly sessionId: string
  wake(): void
  end(): void
}

/** Wakes the live streams of a person, in whatever replica they are. What is lost on the way is found at the next heartbeat. */
@Injectable()
export class WakesService {
  constructor(
    private readonly broadcast: Broadcast,
    private readonly transactions: Transactions,
  ) {}

  /** Wakes the person's streams once this transaction has committed. */
  wake(tx: Tx, personId: string): void {
    this.transactions.onCommit(tx, () => this.broadcast.publish(NotificationsChanged, personId, {}))
  }

  /** Ends the streams of a session, or of all sessions of a person, once this transaction has committed. */
  endStreams(tx: Tx, personId: string, sessionId?: string): void {
    this.transactions.onCommit(tx, () => this.broadcast.publish(SessionsOver, personId, { sessionId }))
  }

  /** @returns ends the listening */
  listen(personId: string, listener: Listener): () => void {
    const stops = [
      this.broadcast.subscribe(NotificationsChanged, personId, () => listener.wake()),
      this.broadcast.subscribe(SessionsOver, personId, ({ sessionId }) => {
        if (sessionId === undefined || sessionId === listener.sessionId) listener.end()
      }),
      this.broadcast.onGap(() => listener.wake()),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }
}
