import type postgres from 'postgres'
import type { Author } from '../api-types.ts'

/** A row of `web_session`. The id itself is only in the browser's cookie. */
export interface StoredSession {
  /** sha256 of the id. */
  idHash: Buffer
  user: Author
  /** Access and refresh token, see seal.ts. */
  sealed: Buffer
  accessExpiresAt: Date
  expiresAt: Date
}

/** Where sessions live: the module's database, or memory while developing with Vite alone. */
export interface SessionStore {
  save(session: StoredSession): Promise<void>
  find(idHash: Buffer): Promise<StoredSession | undefined>
  remove(idHash: Buffer): Promise<void>
  /** Forgets sessions that ended. */
  sweep(): Promise<void>
}

export class PostgresSessionStore implements SessionStore {
  constructor(private readonly sql: postgres.Sql) {}

  async save({ idHash, user, sealed, accessExpiresAt, expiresAt }: StoredSession): Promise<void> {
    await this.sql`
      insert into web_session (id_hash, user_id, username, name, sealed, access_expires_at, expires_at)
      values (${idHash}, ${user.id}, ${user.username}, ${user.name}, ${sealed}, ${accessExpiresAt}, ${expiresAt})
      on conflict (id_hash) do update set username = excluded.username, name = excluded.name, sealed = excluded.sealed,
        access_expires_at = excluded.access_expires_at, expires_at = excluded.expires_at`
  }

  async find(idHash: Buffer): Promise<StoredSession | undefined> {
    const [row] = await this.sql`
      select user_id, username, name, sealed, access_expires_at, expires_at
      from web_session where id_hash = ${idHash} and expires_at > now()`
    if (!row) return undefined
    const user = { id: row.user_id, username: row.username, name: row.name }
    return { idHash, user, sealed: row.sealed, accessExpiresAt: row.access_expires_at, expiresAt: row.expires_at }
  }

  async remove(idHash: Buffer): Promise<void> {
    await this.sql`delete from web_session where id_hash = ${idHash}`
  }

  async sweep(): Promise<void> {
    await this.sql`delete from web_session where expires_at <= now()`
  }
}

/** For `vite dev` without a host: everybody is logged out by a restart. */
export class MemorySessionStore implements SessionStore {
  private readonly sessions = new Map<string, StoredSession>()

  async save(session: StoredSession): Promise<void> {
    this.sessions.set(session.idHash.toString('hex'), session)
  }

  async find(idHash: Buffer): Promise<StoredSession | undefined> {
    const session = this.sessions.get(idHash.toString('hex'))
    return session && session.expiresAt > new Date() ? session : undefined
  }

  async remove(idHash: Buffer): Promise<void> {
    this.sessions.delete(idHash.toString('hex'))
  }

  async sweep(): Promise<void> {
    for (const [key, session] of this.sessions) if (session.expiresAt <= new Date()) this.sessions.delete(key)
  }
}
