import { Injectable } from '@nestjs/common'
import { Database, type Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import { AuthConfig } from '../config.js'
import type { AuthDB, SessionRow } from '../db/schema.js'
import type { ClientInfo } from './client.js'

export interface Session {
  readonly id: string
  readonly accountId: string
  readonly tokenHash: Buffer
  readonly previousHash: Buffer | null
  readonly successor: Buffer | null
  /** Whether the token before this one still gives the same pair. */
  readonly inGrace: boolean
}

/** Times are the database's: replicas agree on them. */
@Injectable()
export class SessionsRepository {
  constructor(
    private readonly db: Database<AuthDB>,
    private readonly config: AuthConfig,
  ) {}

  async insert(
    tx: Tx<AuthDB>,
    session: { id: string; accountId: string; tokenHash: Buffer; client: ClientInfo },
  ): Promise<void> {
    const { id, accountId, tokenHash, client } = session
    await tx
      .insertInto('session')
      .values({ id, account_id: accountId, token_hash: tokenHash, expires_at: this.expiry(), ...columnsOf(client) })
      .execute()
  }

  /** Holds the session until the transaction ends: of many refreshes at once, one is first. */
  async lock(tx: Tx<AuthDB>, id: string): Promise<Session | undefined> {
    const row = await tx
      .selectFrom('session')
      .selectAll()
      .select(
        sql<boolean>`coalesce(clock_timestamp() < rotated_at + make_interval(secs => ${this.config.REFRESH_GRACE_SECONDS}), false)`.as(
          'in_grace',
        ),
      )
      .where('id', '=', id)
      .where('expires_at', '>', sql<Date>`now()`)
      .forUpdate()
      .executeTakeFirst()
    return (
      row && {
        id: row.id,
        accountId: row.account_id,
        tokenHash: row.token_hash,
        previousHash: row.previous_hash,
        successor: row.successor,
        inGrace: row.in_grace,
      }
    )
  }

  async rotate(
    tx: Tx<AuthDB>,
    session: Session,
    next: { hash: Buffer; successor: Buffer; client: ClientInfo },
  ): Promise<void> {
    await tx
      .updateTable('session')
      .set({
        token_hash: next.hash,
        previous_hash: session.tokenHash,
        successor: next.successor,
        rotated_at: sql`clock_timestamp()`,
        last_used_at: sql`now()`,
        expires_at: this.expiry(),
        ...columnsOf(next.client),
      })
      .where('id', '=', session.id)
      .execute()
  }

  /** The live sessions of a person, newest first, from after `before`. */
  list(accountId: string, limit: number, before?: string): Promise<SessionRow[]> {
    let query = this.db.read
      .selectFrom('session')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('expires_at', '>', sql<Date>`now()`)
    if (before) query = query.where('id', '<', before)
    return query.orderBy('id', 'desc').limit(limit).execute()
  }

  /** @returns false when it is not there any more */
  async isLive(id: string): Promise<boolean> {
    const row = await this.db.read
      .selectFrom('session')
      .select('id')
      .where('id', '=', id)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst()
    return row !== undefined
  }

  /** Each `remove` answers with the ids of what it removed. */
  async remove(tx: Tx<AuthDB>, id: string, accountId: string): Promise<string[]> {
    const rows = await tx
      .deleteFrom('session')
      .where('id', '=', id)
      .where('account_id', '=', accountId)
      .returning('id')
      .execute()
    return rows.map((row) => row.id)
  }

  async removeOthers(tx: Tx<AuthDB>, accountId: string, keptId: string): Promise<string[]> {
    const rows = await tx
      .deleteFrom('session')
      .where('account_id', '=', accountId)
      .where('id', '!=', keptId)
      .returning('id')
      .execute()
    return rows.map((row) => row.id)
  }

  /** Keeps the sessions that were used last. */
  async removeBeyondMax(tx: Tx<AuthDB>, accountId: string): Promise<string[]> {
    const rows = await tx
      .deleteFrom('session')
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('session')
          .select('id')
          .where('account_id', '=', accountId)
          .orderBy('last_used_at', 'desc')
          .orderBy('id', 'desc')
          .offset(this.config.SESSIONS_MAX),
      )
      .returning('id')
      .execute()
    return rows.map((row) => row.id)
  }

  async removeExpired(tx: Tx<AuthDB>): Promise<void> {
    await tx.deleteFrom('session').where('expires_at', '<=', sql<Date>`now()`).execute()
  }

  private expiry() {
    return sql<Date>`now() + make_interval(days => ${this.config.REFRESH_DAYS})`
  }
}

/** No browser's line is longer; what is longer is cut. */
const MAX_USER_AGENT = 300

const columnsOf = ({ ip, userAgent }: ClientInfo) => ({ ip, user_agent: userAgent?.slice(0, MAX_USER_AGENT) ?? null })
