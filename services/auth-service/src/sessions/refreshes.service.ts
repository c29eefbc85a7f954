import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger, Refusal, Transactions, type Tx } from '@quark/service-kit'
import type { Account } from '../accounts/account.js'
import { AccountsRepository } from '../accounts/accounts.repository.js'
import type { AuthDB } from '../db/schema.js'
import type { ClientInfo } from './client.js'
import { isSameHash, openPair, type PresentedToken, sealPair, type TokenPair } from './refresh-tokens.js'
import { type Session, SessionsRepository } from './sessions.repository.js'
import type { SignedIn } from './sessions.schema.js'
import { SessionsService } from './sessions.service.js'
import { TokenPairs } from './token-pairs.js'

/** Exchanges refresh tokens. Why it is as it is: docs/adr/adr-006-refresh-rotation.md */
@Injectable()
export class RefreshesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
    private readonly accounts: AccountsRepository,
    private readonly pairs: TokenPairs,
    private readonly ends: SessionsService,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Exchanges a refresh token for a new pair. For a short grace the token that was just used gives the very same pair,
   * so that two tabs do not sign each other out; after it, its use ends the session, since somebody else has it.
   * @throws Refusal 401 `refresh-invalid`, or `refresh-reused` when the session was ended for that
   */
  async refresh(token: string, client: ClientInfo): Promise<SignedIn> {
    const presented = this.pairs.refreshTokens.read(token)
    if (!presented) throw invalid()
    const outcome = await this.transactions.run((tx) => this.exchange(tx, presented, client))
    if (outcome === 'unknown') throw invalid()
    if (outcome === 'reused') {
      this.log.warn({ sessionId: presented.sessionId, ip: client.ip }, 'a used refresh token came again: session ended')
      throw Refusal.unauthorized('refresh-reused', 'This refresh token was used before. Sign in again.')
    }
    return outcome
  }

  /** Gives the outcome back instead of throwing it: ending the session has to be committed. */
  private async exchange(
    tx: Tx<AuthDB>,
    presented: PresentedToken,
    client: ClientInfo,
  ): Promise<SignedIn | 'unknown' | 'reused'> {
    const session = await this.sessions.lock(tx, presented.sessionId)
    const account = session && (await this.accounts.find(session.accountId, tx))
    if (!session || !account) return 'unknown'
    if (isSameHash(presented.hash, session.tokenHash)) {
      return this.pairs.answer(account, await this.rotate(tx, session, account, presented, client))
    }
    const again = pairInGrace(session, presented)
    if (again) return this.pairs.answerAgain(account, again)
    if (!presented.genuine) return 'unknown'
    await this.ends.end(tx, session.id, session.accountId)
    return 'reused'
  }

  private async rotate(
    tx: Tx<AuthDB>,
    session: Session,
    account: Account,
    presented: PresentedToken,
    client: ClientInfo,
  ): Promise<TokenPair> {
    const { pair, hash } = await this.pairs.make(account, session.id)
    await this.sessions.rotate(tx, session, { hash, successor: sealPair(presented, pair), client })
    return pair
  }
}

const pairInGrace = (session: Session, presented: PresentedToken): TokenPair | undefined =>
  session.inGrace && session.successor && isSameHash(presented.hash, session.previousHash)
    ? openPair(presented, session.successor)
    : undefined

const invalid = (): Refusal => Refusal.unauthorized('refresh-invalid', 'The refresh token is not valid. Sign in again.')
