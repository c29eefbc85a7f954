import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, claimsOf, refresh, type SignedInPerson, startAuth } from '../builders.js'

const invalid = { status: 401, body: { code: 'refresh-invalid' } }
const reused = { status: 401, body: { code: 'refresh-reused' } }

describe('POST /auth/refresh', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
  })
  afterAll(() => auth.stop())

  /** As if the last exchange of this session was so many seconds ago. */
  const rotatedAgo = (sessionId: string, seconds: number) => auth.db`
    update session set rotated_at = clock_timestamp() - make_interval(secs => ${seconds}) where id = ${sessionId}`
  const isLive = async ({ sessionId }: SignedInPerson) =>
    (await auth.db`select 1 from session where id = ${sessionId}`).length === 1

  it('gives a new pair for the same session', async () => {
    const person = await aPerson(auth)

    const { status, body } = await refresh(auth, person.refreshToken)

    expect(status).toBe(200)
    expect(body).toMatchObject({ user: { id: person.id, username: person.username }, expiresIn: 900 })
    expect(body.refreshToken).not.toBe(person.refreshToken)
    expect(body.accessToken).not.toBe(person.accessToken)
    expect(claimsOf(body.accessToken)).toMatchObject({ sub: person.id, sid: person.sessionId })
    expect(await refresh(auth, body.refreshToken)).toMatchObject({ status: 200 })
  })

  it('gives 20 who refresh the same token at once the same new pair', async () => {
    const person = await aPerson(auth)

    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(auth, person.refreshToken)))

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1)
    expect(new Set(answers.map(({ body }) => body.accessToken)).size).toBe(1)
    expect(await refresh(auth, answers[0]?.body.refreshToken)).toMatchObject({ status: 200 })
  })

  it('gives the same pair again for ten seconds', async () => {
    const person = await aPerson(auth)
    const first = await refresh(auth, person.refreshToken)

    await rotatedAgo(person.sessionId, 9)
    const again = await refresh(auth, person.refreshToken)

    expect(again.status).toBe(200)
    expect(again.body.refreshToken).toBe(first.body.refreshToken)
    expect(again.body.accessToken).toBe(first.body.accessToken)
  })

  it('ends the session when a used token comes later: the thief and the owner both sign in again', async () => {
    const person = await aPerson(auth)
    const next = await refresh(auth, person.refreshToken)

    await rotatedAgo(person.sessionId, 11)

    expect(await refresh(auth, person.refreshToken)).toMatchObject(reused)
    expect(await isLive(person)).toBe(false)
    expect(await refresh(auth, next.body.refreshToken)).toMatchObject(invalid)
  })

  it('ends the session for a token from before the last one, even within the ten seconds', async () => {
    const person = await aPerson(auth)
    const second = await refresh(auth, person.refreshToken)
    await refresh(auth, second.body.refreshToken)

    expect(await refresh(auth, person.refreshToken)).toMatchObject(reused)
    expect(await isLive(person)).toBe(false)
  })

  it('ends no other session of the person', async () => {
    const person = await aPerson(auth)
    const other = await auth.post('/api/v1/auth/login', { login: person.email, password: 'a quiet lake in winter' })
    await refresh(auth, person.refreshToken)
    await rotatedAgo(person.sessionId, 11)

    await refresh(auth, person.refreshToken)

    expect(await refresh(auth, other.body.refreshToken)).toMatchObject({ status: 200 })
  })

  it('is not fooled into ending a session by a made-up token that names it', async () => {
    const person = await aPerson(auth)
    const bytes = Buffer.from(person.refreshToken, 'base64url')
    const madeUp = Buffer.concat([bytes.subarray(0, 16), Buffer.alloc(48, 7)]).toString('base64url')

    expect(await refresh(auth, madeUp)).toMatchObject(invalid)
    expect(await refresh(auth, person.refreshToken)).toMatchObject({ status: 200 })
  })

  it('keeps the pair of the grace out of reach of who has the database', async () => {
    const person = await aPerson(auth)
    const next = await refresh(auth, person.refreshToken)

    const [row] = await auth.db`select * from session where id = ${person.sessionId}`

    const secret = Buffer.from(next.body.refreshToken, 'base64url').subarray(16)
    for (const value of Object.values(row ?? {}).filter((value) => Buffer.isBuffer(value))) {
      expect(value.includes(secret)).toBe(false)
      expect(value.includes(next.body.refreshToken)).toBe(false)
    }
  })

  it('refuses a session that nobody used for 30 days, and prolongs one that is used', async () => {
    const person = await aPerson(auth)
    const { body } = await refresh(auth, person.refreshToken)
    const [row] = await auth.db`select expires_at - now() as left from session where id = ${person.sessionId}`
    expect(row?.left).toMatch(/^(30 days|29 days 23:59)/)

    await auth.db`update session set expires_at = now() where id = ${person.sessionId}`

    expect(await refresh(auth, body.refreshToken)).toMatchObject(invalid)
  })

  it.each(['', 'x'.repeat(201)])('answers 400 for the token %j', async (token) => {
    expect(await refresh(auth, token)).toMatchObject({ status: 400, body: { errors: [{ field: 'refreshToken' }] } })
  })

  it('takes no access token for a refresh token, nor the other way round', async () => {
    const { accessToken, refreshToken } = await aPerson(auth)

    expect((await refresh(auth, accessToken)).status).toBeGreaterThanOrEqual(400)
    expect(await refresh(auth, 'not-a-token')).toMatchObject(invalid)
    expect(await auth.get('/api/v1/auth/sessions', { token: refreshToken })).toMatchObject({
      status: 401,
      body: { code: 'token-invalid' },
    })
  })
})

describe('POST /auth/refresh without a grace', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ REFRESH_GRACE_SECONDS: '0' })
  })
  afterAll(() => auth.stop())

  it('gives a token one use: of two at once one wins, and the session ends', async () => {
    const person = await aPerson(auth)

    const answers = await Promise.all([refresh(auth, person.refreshToken), refresh(auth, person.refreshToken)])

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    expect(await auth.db`select 1 from session where id = ${person.sessionId}`).toHaveLength(0)
  })
})
