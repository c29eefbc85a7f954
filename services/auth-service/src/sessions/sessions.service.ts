import { Injectable } from '@nestjs/common'
import { SessionEnded } from '@quark/contracts/events/auth'
import { type Caller, decodeCursor, Outbox, Refusal, Transactions, type Tx, toPage, uuidv7 } from '@quark/service-kit'
import type { Account } from '../accounts/account.js'
import type { AuthDB, SessionRow } from '../db/schema.js'
import type { ClientInfo } from './client.js'
import { isSameHash, type PresentedToken } from './refresh-tokens.js'
import { SessionsRepository } from './sessions.repository.js'
import { SessionCursor, type SessionPage, type SessionView, type SignedIn } from './sessions.schema.js'
import { TokenPairs } from './token-pairs.js'

@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
    private readonly pairs: TokenPairs,
    private readonly outbox: Outbox,
  ) {}

  /** Starts a session for somebody who proved who they are. */
  async open(tx: Tx<AuthDB>, account: Account, client: ClientInfo): Promise<SignedIn> {
    const id = uuidv7()
    const { pair, hash } = await this.pairs.make(account, id)
    await this.sessions.insert(tx, { id, accountId: account.id, tokenHash: hash, client })
    await this.tellEnded(tx, account.id, await this.sessions.removeBeyondMax(tx, account.id))
    return this.pairs.answer(account, pair)
  }

  /**
   * Ends the session of a refresh token, else of the caller. A token of no live session ends nothing, and that is fine.
   * @throws Refusal 401 `not-signed-in` when there is neither
   */
  async logout(token: string | undefined, caller: Caller | undefined): Promise<void> {
    if (token !== undefined) {
      const presented = this.pairs.refreshTokens.read(token)
      if (presented) await this.transactions.run((tx) => this.endSessionOf(tx, presented))
    } else if (caller) {
      await this.transactions.run((tx) => this.end(tx, caller.sessionId, caller.id))
    } else {
      throw Refusal.unauthorized()
    }
  }

  async list(caller: Caller, { limit, cursor }: { limit: number; cursor?: string }): Promise<SessionPage> {
    const [before] = cursor === undefined ? [] : decodeCursor(cursor, SessionCursor)
    const rows = await this.sessions.list(caller.id, limit + 1, before)
    return toPage(
      rows,
      limit,
      (row) => toView(row, caller.sessionId),
      (row) => [row.id],
    )
  }

  async revoke(id: string, caller: Caller): Promise<void> {
    const ended = await this.transactions.run((tx) => this.end(tx, id, caller.id))
    if (!ended) throw Refusal.notFound('session')
  }

  /** Signs a person out everywhere but here. */
  async endOthers(tx: Tx<AuthDB>, caller: Caller): Promise<void> {
    await this.tellEnded(tx, caller.id, await this.sessions.removeOthers(tx, caller.id, caller.sessionId))
  }

  /** @returns false when the person has no such session */
  async end(tx: Tx<AuthDB>, id: string, accountId: string): Promise<boolean> {
    const ended = await this.sessions.remove(tx, id, accountId)
    await this.tellEnded(tx, accountId, ended)
    return ended.length > 0
  }

  /** An access token outlives its session by some minutes; what must not is asked here. */
  isLive(id: string): Promise<boolean> {
    return this.sessions.isLive(id)
  }

  private async endSessionOf(tx: Tx<AuthDB>, presented: PresentedToken): Promise<void> {
    const session = await this.sessions.lock(tx, presented.sessionId)
    if (!session) return
    const mine = presented.genuine || isSameHash(presented.hash, session.tokenHash)
    if (mine) await this.end(tx, session.id, session.accountId)
  }

  private async tellEnded(tx: Tx<AuthDB>, userId: string, ids: readonly string[]): Promise<void> {
    for (const sessionId of ids) await this.outbox.add(tx, SessionEnded, { sessionId, userId })
  }
}

const toView = (row: SessionRow, currentId: string): SessionView => ({
  id: row.id,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at.toISOString(),
  userAgent: row.user_agent,
  ip: row.ip,
  current: row.id === currentId,
})
