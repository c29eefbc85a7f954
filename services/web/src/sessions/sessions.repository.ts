import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { type Selectable, sql } from 'kysely'
import type { WebDB, WebSessionTable } from '../db/schema.js'
import type { SessionUser, StoredSession } from './session-store.js'

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Database<WebDB>) {}

  async save(tx: Tx<WebDB>, session: StoredSession): Promise<void> {
    const { id_hash, user_id, ...changing } = toRow(session)
    await tx
      .insertInto('web_session')
      .values({ id_hash, user_id, ...changing })
      .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(changing))
      .execute()
  }

  async find(idHash: Buffer): Promise<StoredSession | undefined> {
    const row = await this.db.read
      .selectFrom('web_session')
      .selectAll()
      .where('id_hash', '=', idHash)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()
    return row && toSession(row)
  }

  async remove(tx: Tx<WebDB>, idHash: Buffer): Promise<void> {
    await tx.deleteFrom('web_session').where('id_hash', '=', idHash).execute()
  }

  async removeEnded(tx: Tx<WebDB>): Promise<void> {
    await tx.deleteFrom('web_session').where('expires_at', '<=', sql<Date>`now()`).execute()
  }

  async rename(tx: Tx<WebDB>, { id, username, name }: SessionUser): Promise<void> {
    await tx.updateTable('web_session').set({ username, name }).where('user_id', '=', id).execute()
  }

  async removeOf(tx: Tx<WebDB>, userId: string): Promise<void> {
    await tx.deleteFrom('web_session').where('user_id', '=', userId).execute()
  }
}

const toRow = ({ idHash, user, sealed, accessExpiresAt, expiresAt }: StoredSession) => ({
  id_hash: idHash,
  user_id: user.id,
  username: user.username,
  name: user.name,
  sealed,
  access_expires_at: accessExpiresAt,
  expires_at: expiresAt,
})

const toSession = (row: Selectable<WebSessionTable>): StoredSession => ({
  idHash: row.id_hash,
  user: { id: row.user_id, username: row.username, name: row.name },
  sealed: row.sealed,
  accessExpiresAt: row.access_expires_at,
  expiresAt: row.expires_at,
})
