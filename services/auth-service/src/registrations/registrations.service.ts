import { Injectable } from '@nestjs/common'
import { UserCreated } from '@quark/contracts/events/auth'
import { Outbox, Refusal, Transactions, type Tx, uuidv7 } from '@quark/service-kit'
import type { Account, ProfileCopy } from '../accounts/account.js'
import { AccountsRepository } from '../accounts/accounts.repository.js'
import type { AuthDB } from '../db/schema.js'
import { PasswordHasher } from '../passwords/password-hasher.js'
import { assertPasswordAllowed } from '../passwords/passwords.rules.js'
import type { ClientInfo } from '../sessions/client.js'
import type { SignedIn } from '../sessions/sessions.schema.js'
import { SessionsService } from '../sessions/sessions.service.js'
import { type NewAccount, PendingRepository } from './pending.repository.js'
import { ProfilesClient } from './profiles.client.js'
import type { Registration } from './registrations.schema.js'

/**
 * Registration across two modules, in three steps that can each be the last: a pending account here, a profile at
 * user-service, the account made active here. docs/adr/adr-007-registration.md
 */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly pending: PendingRepository,
    private readonly accounts: AccountsRepository,
    private readonly profiles: ProfilesClient,
    private readonly sessions: SessionsService,
    private readonly hasher: PasswordHasher,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Refusal 409 `email-taken` or `username-taken`, 400 for a rule, 503 when user-service does not answer */
  async register(registration: Registration, client: ClientInfo): Promise<SignedIn> {
    const { email, username, password, locale, name } = registration
    assertPasswordAllowed(password, registration, 'password')
    const passwordHash = await this.hasher.hash(password)
    const pending = await this.reserve({ id: uuidv7(), email, username, name: name || username, locale, passwordHash })
    const profile = await this.createProfile(pending)
    return this.transactions.run(async (tx) => {
      const account = await this.finish(tx, pending, profile)
      return this.sessions.open(tx, account, client)
    })
  }

  /** Carries a registration that was cut off to its end, whichever it is. */
  async settle(pending: Account): Promise<void> {
    const profile = await this.createProfile(pending)
    await this.transactions.run((tx) => this.activate(tx, pending, profile))
  }

  /** Step 1. Finds the pending account of an earlier try of the same person. */
  private async reserve(newcomer: NewAccount): Promise<Account> {
    const other = await this.insertOrTakeOver(newcomer)
    if (other === 'taken') throw emailTaken()
    if (other.passwordHash === newcomer.passwordHash) return other
    // An earlier try with another username. Its own end decides whether the e-mail is free.
    await this.settle(other).catch(onlyRefused)
    const again = await this.insertOrTakeOver(newcomer)
    if (again === 'taken' || again.passwordHash !== newcomer.passwordHash) throw emailTaken()
    return again
  }

  /** @returns the account of this try, or the pending one of a try with another username */
  private insertOrTakeOver(newcomer: NewAccount): Promise<Account | 'taken'> {
    return this.transactions.run(async (tx) => {
      const inserted = await this.pending.insert(tx, newcomer)
      if (inserted) return inserted
      const existing = await this.pending.lockByEmail(tx, newcomer.email)
      if (!existing || existing.status === 'active') return 'taken'
      if (existing.username.toLowerCase() !== newcomer.username.toLowerCase()) return existing
      return this.pending.takeOver(tx, existing.id, newcomer)
    })
  }

  /** Step 2. A refusal is final: the pending account goes. When user-service does not answer it stays, for later. */
  private async createProfile(pending: Account): Promise<ProfileCopy> {
    try {
      return await this.profiles.create(pending)
    } catch (error) {
      if (isRefused(error)) await this.transactions.run((tx) => this.pending.remove(tx, pending))
      throw error
    }
  }

  /** Step 3, for this try. The sweep may have been there first, which is as good. */
  private async finish(tx: Tx<AuthDB>, pending: Account, profile: ProfileCopy): Promise<Account> {
    const activated = await this.activate(tx, pending, profile)
    if (activated) return activated
    const account = await this.accounts.lock(tx, pending.id)
    if (account?.passwordHash !== pending.passwordHash) throw emailTaken()
    return account
  }

  /** Activating and telling the other modules are one transaction, so `user.created` is told once. */
  private async activate(tx: Tx<AuthDB>, pending: Account, profile: ProfileCopy): Promise<Account | undefined> {
    const account = await this.pending.activate(tx, pending, profile)
    if (!account) return undefined
    const { id: userId, username, name, locale } = account
    await this.outbox.add(tx, UserCreated, { userId, username, name, locale })
    return account
  }
}

/** user-service said no, as opposed to saying nothing. */
const isRefused = (error: unknown): boolean => error instanceof Refusal && error.status < 500

function onlyRefused(error: unknown): void {
  if (!isRefused(error)) throw error
}

const emailTaken = (): Refusal =>
  Refusal.conflict('email-taken', 'There is an account with this e-mail.', [
    { field: 'email', code: 'taken', message: 'is taken' },
  ])
