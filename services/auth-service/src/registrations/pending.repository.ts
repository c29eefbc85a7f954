import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import { type Account, type ProfileCopy, toAccount } from '../accounts/account.js'
import { AuthConfig } from '../config.js'
import type { AuthDB, Locale } from '../db/schema.js'

export interface NewAccount {
  readonly id: string
  readonly email: string
  readonly username: string
  readonly name: string
  readonly locale: Locale
  readonly passwordHash: string
}

/** Accounts whose profile may not exist yet. The password's hash, new with each try, says whose try it is. */
@Injectable()
export class PendingRepository {
  constructor(
    private readonly db: Database<AuthDB>,
    private readonly config: AuthConfig,
  ) {}

  /** @returns undefined when the e-mail has an account, pending or not */
  async insert(tx: Tx<AuthDB>, { passwordHash, ...account }: NewAccount): Promise<Account | undefined> {
    const row = await tx
      .insertInto('account')
      .values({ ...account, password_hash: passwordHash })
      .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
      .returningAll()
      .executeTakeFirst()
    return row && toAccount(row)
  }

  /** Holds the row, pending or active, until the transaction ends. */
  async lockByEmail(tx: Tx<AuthDB>, email: string): Promise<Account | undefined> {
    const row = await tx
      .selectFrom('account')
      .selectAll()
      .where(sql`lower(email)`, '=', email.toLowerCase())
      .forUpdate()
      .executeTakeFirst()
    return row && toAccount(row)
  }

  /** A new try takes over; whoever tried before can no longer finish. */
  async takeOver(tx: Tx<AuthDB>, id: string, { username, name, locale, passwordHash }: NewAccount): Promise<Account> {
    const row = await tx
      .updateTable('account')
      .set({ username, name, locale, password_hash: passwordHash, tried_at: sql`now()` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toAccount(row)
  }

  /** @returns undefined when another try took over, or the account is active already */
  async activate(tx: Tx<AuthDB>, pending: Account, profile: ProfileCopy): Promise<Account | undefined> {
    const row = await tx
      .updateTable('account')
      .set({
        status: 'active',
        username: profile.username,
        name: profile.name,
        profile_revision: profile.revision,
      })
      .where('id', '=', pending.id)
      .where('status', '=', 'pending')
      .where('password_hash', '=', pending.passwordHash)
      .returningAll()
      .executeTakeFirst()
    return row && toAccount(row)
  }

  /** Gives up a try, unless another one took over. */
  async remove(tx: Tx<AuthDB>, pending: Account): Promise<void> {
    await tx
      .deleteFrom('account')
      .where('id', '=', pending.id)
      .where('status', '=', 'pending')
      .where('password_hash', '=', pending.passwordHash)
      .execute()
  }

  /** Registrations that nobody is working on any more, oldest first. */
  async cutOff(limit: number): Promise<Account[]> {
    const rows = await this.db.read
      .selectFrom('account')
      .selectAll()
      .where('status', '=', 'pending')
      .where('tried_at', '<=', sql<Date>`now() - make_interval(secs => ${this.config.REGISTRATION_SETTLE_SECONDS})`)
      .orderBy('tried_at')
      .limit(limit)
      .execute()
    return rows.map(toAccount)
  }
}
