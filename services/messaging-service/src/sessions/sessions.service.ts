import { Injectable } from '@nestjs/common'
import { Transactions, type Tx } from '@quark/service-kit'
import { News } from '../delivery/news.js'
import { SessionsRepository } from './sessions.repository.js'

/** A session's last ticket opens nothing after a minute, and its sockets are looked for every few seconds. */
const KEPT_MS = 24 * 60 * 60_000

/** Closes what is open for sessions that have ended. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
    private readonly news: News,
  ) {}

  /** Its sockets are closed at every replica as soon as this is stored; none is opened any more. */
  async end(tx: Tx, sessionId: string): Promise<void> {
    const at = new Date()
    await this.sessions.end(tx, sessionId, at)
    await this.sessions.forget(tx, new Date(at.getTime() - KEPT_MS))
    this.transactions.onCommit(tx, () => this.news.sessionEnded(sessionId))
  }
}
