import { createHash, randomBytes } from 'node:crypto'
// The kit's index would bring Nest along.
import { deriveKey, seal, unseal } from '@quark/service-kit/secrets'
import { SESSION_SECONDS } from './session-cookie.js'
import type { SessionStore, SessionUser, StoredSession } from './session-store.js'
import type { Tokens } from './tokens.js'

/** An access token that ends within this time is replaced before it is used, in milliseconds. */
const REFRESH_BEFORE_MS = 30_000

/** A person's session during one request. */
export interface ActiveSession {
  user: SessionUser
  accessToken: string
  refreshToken: string
  /** The access token was replaced just now, so the cookie's life starts anew. */
  renewed: boolean
}

/** Rejects with an error that has the `status` of the answer when auth-service refuses. */
export type RefreshCall = (refreshToken: string) => Promise<Tokens>

/** Sessions of browsers: the cookie holds a random id, the tokens stay here. */
export class BrowserSessions {
  private readonly key: Buffer
  private readonly refreshing = new Map<string, Promise<ActiveSession | undefined>>()

  constructor(
    private readonly store: SessionStore,
    secret: string,
  ) {
    this.key = deriveKey(secret, 'quark/web/sessions/v1')
  }

  /** Starts a session and gives its id for the cookie: 32 random bytes, base64url. */
  async start(tokens: Tokens): Promise<string> {
    const id = randomBytes(32).toString('base64url')
    await this.store.sweep()
    await this.store.save(this.row(hash(id), tokens))
    return id
  }

  /**
   * The session of a cookie, with an access token that is good for a while.
   * @param refresh exchanges a refresh token; requests of one session that come together share one exchange
   * @returns undefined when there is none, it ended, or auth-service no longer accepts it
   * @throws what `refresh` throws, when the token has ended and auth-service does not answer
   */
  async find(id: string, refresh: RefreshCall): Promise<ActiveSession | undefined> {
    const idHash = hash(id)
    const stored = await this.store.find(idHash)
    const session = stored && this.open(stored)
    if (!stored || !session) return undefined
    const left = stored.accessExpiresAt.getTime() - Date.now()
    if (left > REFRESH_BEFORE_MS) return session
    return this.renewOnce(idHash, session.refreshToken, refresh).catch((error: unknown) => {
      if (left > 0) return session
      throw error
    })
  }

  async end(id: string): Promise<void> {
    await this.store.remove(hash(id))
  }

  private renewOnce(idHash: Buffer, token: string, refresh: RefreshCall): Promise<ActiveSession | undefined> {
    const key = idHash.toString('hex')
    const running = this.refreshing.get(key)
    if (running) return running
    const started = this.renew(idHash, token, refresh).finally(() => this.refreshing.delete(key))
    this.refreshing.set(key, started)
    return started
  }

  private async renew(idHash: Buffer, token: string, refresh: RefreshCall): Promise<ActiveSession | undefined> {
    try {
      const tokens = await refresh(token)
      await this.store.save(this.row(idHash, tokens))
      return { ...pick(tokens), renewed: true }
    } catch (error) {
      if (!isRefusal(error)) throw error
      await this.store.remove(idHash)
      return undefined
    }
  }

  private row(idHash: Buffer, tokens: Tokens): StoredSession {
    const { user, accessToken, refreshToken } = pick(tokens)
    return {
      idHash,
      user,
      sealed: seal(this.key, JSON.stringify([accessToken, refreshToken]), idHash),
      accessExpiresAt: new Date(Date.now() + tokens.expiresIn * 1000),
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
    }
  }

  private open({ idHash, sealed, user }: StoredSession): ActiveSession | undefined {
    const text = unseal(this.key, sealed, idHash)
    if (text === undefined) return undefined
    const [accessToken, refreshToken] = JSON.parse(text) as [string, string]
    return { user, accessToken, refreshToken, renewed: false }
  }
}

/** auth-service has decided; anything else may pass, too many requests included. */
function isRefusal(error: unknown): boolean {
  const { status } = error as { status?: unknown }
  return typeof status === 'number' && status >= 400 && status < 500 && status !== 429
}

const hash = (id: string): Buffer => createHash('sha256').update(id).digest()

const pick = ({ user: { id, username, name }, accessToken, refreshToken }: Tokens) => ({
  user: { id, username, name },
  accessToken,
  refreshToken,
})
