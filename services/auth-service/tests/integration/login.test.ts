import type { TestService } from '@quark/testing'
import bcrypt from 'bcrypt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, PASSWORD, startAuth } from '../builders.js'

const from = (ip: string) => ({
  headers: { 'x-quark-key': 'internal-key-of-the-tests', 'x-quark-client-ip': ip, 'x-request-id': 'r' },
})

describe('POST /auth/login', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ LOGIN_FAILURES: '3' })
  })
  afterAll(() => auth.stop())

  it('signs in by e-mail and by username, in any case', async () => {
    const { id, email, username } = await aPerson(auth)

    for (const name of [email, email.toUpperCase(), username, username.toUpperCase(), ` ${username} `]) {
      expect(await login(auth, name)).toMatchObject({ status: 200, body: { user: { id, email }, expiresIn: 900 } })
    }
  })

  it('starts a session of its own each time', async () => {
    const { email } = await aPerson(auth)

    const [one, two] = [await login(auth, email), await login(auth, email)]

    expect(one.body.refreshToken).not.toBe(two.body.refreshToken)
    const { body } = await auth.get('/api/v1/auth/sessions', { token: two.body.accessToken })
    expect(body.items).toHaveLength(3)
  })

  it('does not tell a wrong password from an unknown login', async () => {
    const { email, username } = await aPerson(auth)

    const answers = await Promise.all([
      login(auth, email, 'not the password'),
      login(auth, username, 'not the password'),
      login(auth, 'nobody@example.com'),
      login(auth, 'nobody'),
      login(auth, `${username}@`),
      login(auth, email, `${PASSWORD} and so much more that bcrypt would never read all of it, ever`),
    ])

    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' })
      expect(body.code).toBe('wrong-credentials')
    }
  })

  it('does not take the first 72 bytes of a password for the password', async () => {
    const { id, email } = await aPerson(auth)
    const long = 'winter lake '.repeat(6)
    await auth.db`update account set password_hash = ${await bcrypt.hash(long, 4)} where id = ${id}`

    expect(Buffer.byteLength(long)).toBe(72)
    expect(await login(auth, email, `${long}!`)).toMatchObject({ status: 401 })
    expect(await login(auth, email, long)).toMatchObject({ status: 200 })
  })

  it('takes the same password however the keyboard composed its letters', async () => {
    const { id, email } = await aPerson(auth)
    await auth.db`update account set password_hash = ${await bcrypt.hash('ночной ёлочный лес', 4)} where id = ${id}`

    expect(await login(auth, email, 'ночной ёлочный лес'.normalize('NFD'))).toMatchObject({ status: 200 })
  })

  it('is never kept for an Idempotency-Key, which would keep tokens and a hash of the password', async () => {
    const { email, accessToken } = await aPerson(auth)

    const answer = await auth.post(
      '/api/v1/auth/login',
      { login: email, password: PASSWORD },
      { token: accessToken, headers: { 'idempotency-key': 'the-same-again' } },
    )

    expect(answer).toMatchObject({ status: 200 })
    expect(await auth.db`select 1 from idempotency`).toHaveLength(0)
  })

  it('renews a hash that was made with another cost', async () => {
    const { id, email } = await aPerson(auth)
    await auth.db`update account set password_hash = ${await bcrypt.hash(PASSWORD, 5)} where id = ${id}`

    expect(await login(auth, email)).toMatchObject({ status: 200 })

    const [row] = await auth.db`select password_hash from account where id = ${id}`
    expect(bcrypt.getRounds(row?.password_hash)).toBe(4)
    expect(await login(auth, email)).toMatchObject({ status: 200 })
  })

  it('makes guessing wait: after 3 wrong passwords even the right one gets 429', async () => {
    const { email } = await aPerson(auth)
    const attempt = (password: string, ip = '192.0.2.1') =>
      auth.post('/api/v1/auth/login', { login: email, password }, from(ip))

    for (let tries = 0; tries < 3; tries++) expect(await attempt('wrong guess')).toMatchObject({ status: 401 })
    const refused = await attempt(PASSWORD)

    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    const retryAfter = Number(refused.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(800)
    expect(retryAfter).toBeLessThanOrEqual(900)
    expect(await attempt(PASSWORD, '192.0.2.2')).toMatchObject({ status: 200 })
  })

  it('makes guessing at unknown logins wait as well, so that 429 tells nothing', async () => {
    const attempt = () => auth.post('/api/v1/auth/login', { login: 'ghost', password: 'guess' }, from('192.0.2.3'))

    for (let tries = 0; tries < 3; tries++) expect(await attempt()).toMatchObject({ status: 401 })
    expect(await attempt()).toMatchObject({ status: 429 })
  })

  it('counts guesses that are made all at once', async () => {
    const { email } = await aPerson(auth)

    const answers = await Promise.all(Array.from({ length: 10 }, () => login(auth, email, 'wrong guess')))

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  })

  it('forgets the wrong ones when the right one came', async () => {
    const { email } = await aPerson(auth)

    for (let round = 0; round < 3; round++) {
      expect(await login(auth, email, 'a typo here')).toMatchObject({ status: 401 })
      expect(await login(auth, email, 'another typo')).toMatchObject({ status: 401 })
      expect(await login(auth, email)).toMatchObject({ status: 200 })
    }
  })

  it.each([
    [{}, ['login', 'password']],
    [{ login: 'ada' }, ['password']],
    [{ login: 'ada', password: '' }, ['password']],
    [{ login: '', password: 'x' }, ['login']],
    [{ login: 'x'.repeat(255), password: 'x' }, ['login']],
    [{ login: ['ada'], password: { $ne: '' } }, ['login', 'password']],
    [{ login: 'ada', password: 'x', remember: true }, ['remember']],
  ])('names what is wrong with %j', async (body, fields) => {
    const answer = await auth.post('/api/v1/auth/login', body)

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields)
  })
})

describe('the time of a login that fails', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ BCRYPT_COST: '9', LOGIN_FAILURES: '1000' })
  })
  afterAll(() => auth.stop())

  it('does not tell whether the login is known, or the password far too long', async () => {
    const { email } = await aPerson(auth)
    const kinds = {
      known: () => login(auth, email, 'not the password'),
      unknown: () => login(auth, 'nobody@example.com', 'not the password'),
      tooLong: () => login(auth, email, 'not the password'.repeat(10)),
    }
    await login(auth, email, 'warm up')

    const times: Record<string, number[]> = { known: [], unknown: [], tooLong: [] }
    for (let round = 0; round < 9; round++) {
      for (const [kind, attempt] of Object.entries(kinds)) {
        const before = performance.now()
        await attempt()
        times[kind]?.push(performance.now() - before)
      }
    }

    // A login without bcrypt takes a tenth of one with it; a busy machine does not make a factor of two in the median.
    const median = (kind: string) => times[kind]?.sort((a, b) => a - b)[4] ?? 0
    for (const kind of ['unknown', 'tooLong']) {
      expect(median(kind) / median('known')).toBeGreaterThan(0.5)
      expect(median(kind) / median('known')).toBeLessThan(2)
    }
  })
})
