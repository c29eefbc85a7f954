/** Who a session is of, as the header of a page shows them. */
export interface SessionUser {
  id: string
  username: string
  name: string
}

/** A session at rest. The id itself is only in the browser's cookie. */
export interface StoredSession {
  /** sha256 of the id. */
  idHash: Buffer
  user: SessionUser
  /** Access and refresh token, encrypted with a key that the store does not know. */
  sealed: Buffer
  accessExpiresAt: Date
  expiresAt: Date
}

/** Where sessions live: the module's database, or memory while developing with Vite alone. */
export interface SessionStore {
  save(session: StoredSession): Promise<void>
  /** Undefined for one that is unknown or has ended. */
  find(idHash: Buffer): Promise<StoredSession | undefined>
  remove(idHash: Buffer): Promise<void>
  /** Forgets sessions that ended. */
  sweep(): Promise<void>
}
