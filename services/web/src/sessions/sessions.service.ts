import { Injectable } from '@nestjs/common'
import { Transactions, type Tx } from '@quark/service-kit'
import type { WebDB } from '../db/schema.js'
import type { SessionStore, SessionUser, StoredSession } from './session-store.js'
import { SessionsRepository } from './sessions.repository.js'

/** Sessions of browsers: what the pages store, and what happens to the people they are of. */
@Injectable()
export class SessionsService implements SessionStore {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
  ) {}

  save(session: StoredSession): Promise<void> {
    return this.transactions.run((tx) => this.sessions.save(tx, session))
  }

  find(idHash: Buffer): Promise<StoredSession | undefined> {
    return this.sessions.find(idHash)
  }

  remove(idHash: Buffer): Promise<void> {
    return this.transactions.run((tx) => this.sessions.remove(tx, idHash))
  }

  sweep(): Promise<void> {
    return this.transactions.run((tx) => this.sessions.removeEnded(tx))
  }

  rename(tx: Tx<WebDB>, user: SessionUser): Promise<void> {
    return this.sessions.rename(tx, user)
  }

  endAllOf(tx: Tx<WebDB>, userId: string): Promise<void> {
    return this.sessions.removeOf(tx, userId)
  }
}
