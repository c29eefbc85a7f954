import { beforeEach, describe, expect, it } from 'vitest'
import { ApiError } from '#lib/server/api-error.ts'
import { BrowserSessions } from '../../src/sessions/browser-sessions.ts'
import { MemorySessionStore } from '../../src/sessions/memory-session-store.ts'
import type { StoredSession } from '../../src/sessions/session-store.ts'
import type { Tokens } from '../../src/sessions/tokens.ts'

const SECRET = 'a secret for the test'

const tokens = (number: number, expiresIn: number): Tokens => ({
  user: { id: 'u1', username: 'ada', name: 'Ada', email: 'ada@example.com' },
  accessToken: `access-${number}`,
  refreshToken: `refresh-${number}`,
  expiresIn,
})

/** auth-service as the sessions see it: counts, and answers when it is told to. */
class Auth {
  readonly seen: string[] = []
  private waiting: ((answer: Tokens | Error) => void)[] = []

  refresh = (token: string): Promise<Tokens> => {
    this.seen.push(token)
    return new Promise((resolve, reject) => {
      this.waiting.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)))
    })
  }

  answer(answer: Tokens | Error): void {
    for (const tell of this.waiting.splice(0)) tell(answer)
  }
}

class WatchedStore extends MemorySessionStore {
  readonly saved: StoredSession[] = []

  override async save(session: StoredSession): Promise<void> {
    this.saved.push(session)
    await super.save(session)
  }
}

describe('sessions', () => {
  let store: WatchedStore
  let auth: Auth
  let sessions: BrowserSessions
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  beforeEach(() => {
    store = new WatchedStore()
    auth = new Auth()
    sessions = new BrowserSessions(store, SECRET)
  })

  it('finds a session by the id in the cookie, which the store never sees', async () => {
    const id = await sessions.start(tokens(1, 900))
    expect(id).toMatch(/^[\w-]{43}$/)
    expect(await sessions.find(id, auth.refresh)).toMatchObject({
      accessToken: 'access-1',
      user: { name: 'Ada' },
      renewed: false,
    })
    const row = store.saved[0]
    expect(JSON.stringify(row)).not.toContain(id)
    expect(row?.sealed.includes('access-1')).toBe(false)
    expect(await sessions.find('another', auth.refresh)).toBeUndefined()
  })

  it('refreshes once for requests that come together, and stores what it got', async () => {
    const id = await sessions.start(tokens(1, 10))
    const finds = Array.from({ length: 20 }, () => sessions.find(id, auth.refresh))
    await settled()
    auth.answer(tokens(2, 900))
    const found = await Promise.all(finds)
    expect(auth.seen).toEqual(['refresh-1'])
    expect(found.every((session) => session?.accessToken === 'access-2' && session.renewed)).toBe(true)
    expect(await sessions.find(id, auth.refresh)).toMatchObject({ accessToken: 'access-2', renewed: false })
  })

  it('does not share a refresh between two sessions', async () => {
    const ids = [await sessions.start(tokens(1, 10)), await sessions.start(tokens(2, 10))]
    const finds = ids.map((id) => sessions.find(id, auth.refresh))
    await settled()
    auth.answer(tokens(3, 900))
    await Promise.all(finds)
    expect(auth.seen.sort()).toEqual(['refresh-1', 'refresh-2'])
  })

  it.each([
    [401, 'refresh-invalid'],
    [403, 'account-deleted'],
  ])('ends when auth-service refuses its refresh token with %i %s', async (status, code) => {
    const id = await sessions.start(tokens(1, 10))
    const find = sessions.find(id, auth.refresh)
    await settled()
    auth.answer(new ApiError(status, code))
    expect(await find).toBeUndefined()
    expect(await sessions.find(id, auth.refresh)).toBeUndefined()
    expect(auth.seen).toHaveLength(1)
  })

  it('goes on with the old token while it holds and auth-service does not answer', async () => {
    const id = await sessions.start(tokens(1, 10))
    const find = sessions.find(id, auth.refresh)
    await settled()
    auth.answer(new ApiError(503, 'unavailable'))
    expect(await find).toMatchObject({ accessToken: 'access-1' })
  })

  it('outlives an answer that there were too many requests', async () => {
    const id = await sessions.start(tokens(1, 10))
    const find = sessions.find(id, auth.refresh)
    await settled()
    auth.answer(new ApiError(429, 'too-many-requests'))
    expect(await find).toMatchObject({ accessToken: 'access-1' })
  })

  it('says that auth-service is away when the token has ended, and keeps the session', async () => {
    const id = await sessions.start(tokens(1, -1))
    const find = sessions.find(id, auth.refresh)
    const failed = expect(find).rejects.toMatchObject({ status: 503 })
    await settled()
    auth.answer(new ApiError(503, 'unavailable'))
    await failed
    const again = sessions.find(id, auth.refresh)
    await settled()
    auth.answer(tokens(2, 900))
    expect(await again).toMatchObject({ accessToken: 'access-2' })
  })

  it('is unreadable to a server with another secret', async () => {
    const id = await sessions.start(tokens(1, 900))
    expect(await new BrowserSessions(store, 'another secret').find(id, auth.refresh)).toBeUndefined()
  })

  it('is gone after the logout', async () => {
    const id = await sessions.start(tokens(1, 900))
    await sessions.end(id)
    expect(await sessions.find(id, auth.refresh)).toBeUndefined()
  })
})
