import type { SessionStore, StoredSession } from './session-store.js'

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
