import type { TestService } from '@quark/testing'
import bcrypt from 'bcrypt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, PASSWORD, startAuth } from '../builders.js'

describe('POST /auth/login', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
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
