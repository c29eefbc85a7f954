import { Injectable } from '@nestjs/common'
import { Database, type Reader, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { AuthDB } from '../db/schema.js'
import { type Account, type ProfileCopy, toAccount } from './account.js'

/** Accounts that people can sign in to. Those still registering are the business of `PendingRepository`. */
@Injectable()
export class AccountsRepository {
  constructor(private readonly db: Database<AuthDB>) {}

  /** @param within the transaction to read in, when there is one */
  async find(id: string, within: Reader<AuthDB> = this.db.read): Promise<Account | undefined> {
    const row = await active(within).where('id', '=', id).executeTakeFirst()
    return row && toAccount(row)
  }

  /** @param login an e-mail or a username, in any case */
  async findByLogin(login: string): Promise<Account | undefined> {
    const column = login.includes('@') ? sql`lower(email)` : sql`lower(username)`
    const row = await active(this.db.read).where(column, '=', login.toLowerCase()).executeTakeFirst()
    return row && toAccount(row)
  }

  /** Holds the row until the transaction ends: nobody deletes it or changes its password meanwhile. */
  async lock(tx: Tx<AuthDB>, id: string): Promise<Account | undefined> {
    const row = await active(tx).where('id', '=', id).forUpdate().executeTakeFirst()
    return row && toAccount(row)
  }

  async setPassword(tx: Tx<AuthDB>, id: string, passwordHash: string): Promise<void> {
    await tx.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', id).execute()
  }

  /** Takes over the profile unless a later revision of it was seen before. */
  async follow(tx: Tx<AuthDB>, id: string, { username, name, revision }: ProfileCopy): Promise<void> {
    await tx
      .updateTable('account')
      .set({ username, name, profile_revision: revision })
      .where('id', '=', id)
      .where('profile_revision', '<', revision)
      .execute()
  }

  /** Removes the account with its sessions. */
  async remove(tx: Tx<AuthDB>, id: string): Promise<void> {
    await tx.deleteFrom('account').where('id', '=', id).execute()
  }
}

const active = (reader: Reader<AuthDB>) => reader.selectFrom('account').selectAll().where('status', '=', 'active')
