import { UserCreated } from '@quark/contracts/events/auth'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aNewcomer, claimsOf, PASSWORD, register, startAuth } from '../builders.js'

describe('POST /auth/register', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
  })
  afterAll(() => auth.stop())

  const accounts = () => auth.db`select email, username, status from account order by email`

  it('creates the account, signs in, and tells the other modules once', async () => {
    const answer = await register(auth, { email: 'Ada@Example.COM', username: 'Ada', name: 'Ада', locale: 'ru' })

    expect(answer).toMatchObject({
      status: 201,
      body: {
        user: { username: 'Ada', email: 'Ada@example.com', name: 'Ада', roles: ['member'] },
        expiresIn: 900,
      },
    })
    const { user, accessToken } = answer.body
    expect(claimsOf(accessToken).sub).toBe(user.id)
    expect(await auth.get('/api/v1/auth/sessions', { token: accessToken })).toMatchObject({ status: 200 })
    expect((await auth.published(UserCreated)).filter(({ userId }) => userId === user.id)).toEqual([
      { userId: user.id, username: 'Ada', name: 'Ада', locale: 'ru' },
    ])
  })

  it('shows the username of who gives no name', async () => {
    const { username, email } = aNewcomer()

    expect(await register(auth, { username, email })).toMatchObject({ body: { user: { name: username } } })
  })

  it('keeps neither the password nor a token that can be used', async () => {
    const { body } = await register(auth)

    const [account] = await auth.db`select * from account where id = ${body.user.id}`
    const sessions = await auth.db`select * from session where account_id = ${body.user.id}`
    expect(account?.password_hash).toMatch(/^\$2b\$04\$/)
    expect(JSON.stringify([account, sessions])).not.toContain(PASSWORD)
    expect(JSON.stringify(sessions)).not.toContain(body.refreshToken)
  })

  it.each([['same@example.com'], ['SAME@EXAMPLE.COM'], [' Same@example.com ']])(
    'refuses %j when same@example.com has an account',
    async (email) => {
      await register(auth, { email: 'same@example.com' })

      expect(await register(auth, { email })).toMatchObject({
        status: 409,
        body: { code: 'email-taken', errors: [{ field: 'email', code: 'taken' }] },
      })
    },
  )

  it.each([
    [{ email: 'no-address' }, 'email', 'email'],
    [{ email: undefined }, 'email', 'invalid-type'],
    [{ email: `${'a'.repeat(250)}@example.com` }, 'email', 'too-big'],
    [{ username: 7 }, 'username', 'invalid-type'],
    [{ username: '' }, 'username', 'too-small'],
    [{ username: 'a\u0000b' }, 'username', 'invalid-characters'],
    [{ password: undefined }, 'password', 'invalid-type'],
    [{ password: 'quiet\u0000lake in winter' }, 'password', 'invalid-characters'],
    [{ password: 'quiet \ud800 lake' }, 'password', 'invalid-characters'],
    [{ password: 'x'.repeat(1001) }, 'password', 'too-big'],
    [{ name: 'x'.repeat(81) }, 'name', 'too-big'],
    [{ name: ['Ada'] }, 'name', 'invalid-type'],
    [{ locale: 'de' }, 'locale', 'invalid-value'],
    [{ roles: ['admin'] }, 'roles', 'unknown-field'],
    [{ id: '01890000-0000-7000-8000-000000000000' }, 'id', 'unknown-field'],
  ])('names the field that is wrong in %j', async (fields, field, code) => {
    expect(await register(auth, fields)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ field, code }] },
    })
  })

  it.each([
    ['short', 'too-short'],
    ['password1', 'common-password'],
    ['я'.repeat(18) + 'ю'.repeat(19), 'too-long'],
    ['newcomer-me', 'personal-password'],
  ])('refuses the password %s: %s', async (password, code) => {
    expect(await register(auth, { password, username: 'newcomer-me' })).toMatchObject({
      status: 400,
      body: { code: 'password-refused', errors: [{ field: 'password', code }] },
    })
  })

  it.each([['[]'], ['"text"'], ['null'], ['{'], ['']])('refuses the body %s', async (body) => {
    const { status, headers } = await auth.post('/api/v1/auth/register', body)

    expect(status).toBe(400)
    expect(headers.get('content-type')).toMatch('application/problem+json')
  })

  it('writes nothing when it refuses', async () => {
    const before = await accounts()

    await register(auth, { password: 'password1' })
    await register(auth, { email: 'x' })
    await register(auth, { admin: true })

    expect(await accounts()).toEqual(before)
  })

  it('makes one account of many requests for one e-mail at once', async () => {
    const { email } = aNewcomer()

    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => register(auth, { email, username: `racer-${'abcdefgh'[index]}` })),
    )

    const winners = answers.filter(({ status }) => status === 201)
    expect(winners).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(7)
    expect(await auth.db`select username from account where email = ${email}`).toEqual([
      { username: winners[0]?.body.user.username },
    ])
  })
})
