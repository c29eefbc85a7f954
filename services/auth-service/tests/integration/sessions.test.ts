import { randomUUID } from 'node:crypto'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, refresh, startAuth } from '../builders.js'

const SESSIONS = '/api/v1/auth/sessions'
const LOGOUT = '/api/v1/auth/logout'

describe('sessions', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ SESSIONS_MAX: '5' })
  })
  afterAll(() => auth.stop())

  it('are listed newest first, with where they are from and which one asks', async () => {
    const person = await aPerson(auth)
    const phone = await auth.post(
      '/api/v1/auth/login',
      { login: person.email, password: 'a quiet lake in winter' },
      { headers: { 'user-agent': `Phone ${'x'.repeat(400)}` } },
    )

    const { status, body } = await auth.get(SESSIONS, { token: person.accessToken })

    expect(status).toBe(200)
    expect(body.nextCursor).toBeNull()
    expect(body.items).toMatchObject([
      { current: false, ip: '127.0.0.1', userAgent: expect.stringMatching(/^Phone x{294}$/) },
      { id: person.sessionId, current: true, createdAt: expect.stringMatching(/Z$/), lastUsedAt: expect.any(String) },
    ])
    expect(phone.status).toBe(200)
  })

  it('come in pages', async () => {
    const person = await aPerson(auth)
    for (let index = 0; index < 4; index++) await login(auth, person.email)
    const page = (cursor = '') => auth.get(`${SESSIONS}?limit=2${cursor}`, { token: person.accessToken })

    const first = (await page()).body
    const second = (await page(`&cursor=${first.nextCursor}`)).body
    const third = (await page(`&cursor=${second.nextCursor}`)).body

    const ids = [...first.items, ...second.items, ...third.items].map(({ id }) => id)
    expect(new Set(ids).size).toBe(5)
    expect(ids).toEqual(ids.toSorted().reverse())
    expect(third.nextCursor).toBeNull()
    expect(await page('&cursor=nonsense')).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } })
  })

  it('can be ended one by one, and are then worth nothing', async () => {
    const person = await aPerson(auth)
    const other = await login(auth, person.email)
    const otherId = JSON.parse(Buffer.from(other.body.accessToken.split('.')[1], 'base64url').toString()).sid

    expect(await auth.delete(`${SESSIONS}/${otherId}`, { token: person.accessToken })).toMatchObject({ status: 204 })

    expect(await refresh(auth, other.body.refreshToken)).toMatchObject({ status: 401 })
    expect(await refresh(auth, person.refreshToken)).toMatchObject({ status: 200 })
  })

  it('of somebody else cannot be ended, nor told from ones that are not there', async () => {
    const [owner, stranger] = [await aPerson(auth), await aPerson(auth)]
    const end = (id: string) => auth.delete(`${SESSIONS}/${id}`, { token: stranger.accessToken })

    expect(await end(owner.sessionId)).toMatchObject({ status: 404, body: { code: 'session-not-found' } })
    expect(await end(randomUUID())).toMatchObject({ status: 404, body: { code: 'session-not-found' } })
    expect(await end('not-an-id')).toMatchObject({ status: 400 })
    expect(await refresh(auth, owner.refreshToken)).toMatchObject({ status: 200 })
  })

  it('are at most five: the one unused for longest gives way', async () => {
    const person = await aPerson(auth)
    const old = await login(auth, person.email)
    for (let index = 0; index < 3; index++) await login(auth, person.email)
    const { body } = await refresh(auth, person.refreshToken)

    await login(auth, person.email)

    expect(await refresh(auth, body.refreshToken)).toMatchObject({ status: 200 })
    expect(await refresh(auth, old.body.refreshToken)).toMatchObject({ status: 401 })
  })

  it('are for people who are signed in', async () => {
    expect(await auth.get(SESSIONS)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(await auth.delete(`${SESSIONS}/${randomUUID()}`)).toMatchObject({ status: 401 })
  })
})

describe('POST /auth/logout', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
  })
  afterAll(() => auth.stop())

  it('ends the session of the refresh token, without an access token', async () => {
    const { refreshToken } = await aPerson(auth)

    expect(await auth.post(LOGOUT, { refreshToken })).toMatchObject({ status: 204, body: '' })
    expect(await refresh(auth, refreshToken)).toMatchObject({ status: 401 })
  })

  it.each([
    ['no body', undefined],
    ['an empty body', {}],
  ])('ends the session of the access token, with %s', async (_, body) => {
    const { accessToken, refreshToken } = await aPerson(auth)

    expect(await auth.post(LOGOUT, body, { token: accessToken })).toMatchObject({ status: 204 })
    expect(await refresh(auth, refreshToken)).toMatchObject({ status: 401 })
  })

  it('ends the session also for a token that was exchanged meanwhile in another tab', async () => {
    const { refreshToken } = await aPerson(auth)
    const { body } = await refresh(auth, refreshToken)

    await auth.post(LOGOUT, { refreshToken })

    expect(await refresh(auth, body.refreshToken)).toMatchObject({ status: 401 })
  })

  it('has nothing to do for a token of no session, and says so in the same way', async () => {
    const { refreshToken } = await aPerson(auth)
    await auth.post(LOGOUT, { refreshToken })

    expect(await auth.post(LOGOUT, { refreshToken })).toMatchObject({ status: 204 })
    expect(await auth.post(LOGOUT, { refreshToken: 'nonsense' })).toMatchObject({ status: 204 })
  })

  it('ends nothing for a made-up token that names a session', async () => {
    const { refreshToken } = await aPerson(auth)
    const bytes = Buffer.from(refreshToken, 'base64url')
    const madeUp = Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(48, 7)]).toString('base64url')

    expect(await auth.post(LOGOUT, { refreshToken: madeUp })).toMatchObject({ status: 204 })
    expect(await refresh(auth, refreshToken)).toMatchObject({ status: 200 })
  })

  it('asks who wants to log out', async () => {
    expect(await auth.post(LOGOUT, {})).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(await auth.post(LOGOUT, { token: 'x' })).toMatchObject({ status: 400 })
  })
})
