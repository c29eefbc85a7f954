import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import type { AuthDB } from '../db/schema.js'
import type { ProfileCopy } from './account.js'
import { AccountsRepository } from './accounts.repository.js'

/** Keeps accounts in step with the profiles of user-service. */
@Injectable()
export class AccountsService {
  constructor(private readonly accounts: AccountsRepository) {}

  /** Somebody changed their profile: from now on they sign in with the new username. */
  follow(tx: Tx<AuthDB>, { userId, ...profile }: ProfileCopy & { userId: string }): Promise<void> {
    return this.accounts.follow(tx, userId, profile)
  }

  /** Somebody deleted themselves: account and sessions go with the profile. */
  remove(tx: Tx<AuthDB>, userId: string): Promise<void> {
    return this.accounts.remove(tx, userId)
  }
}
