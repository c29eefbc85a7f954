import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, PASSWORD, refresh, startAuth } from '../builders.js'

const NEW = 'a loud sea in summer'

describe('PUT /auth/password', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ LOGIN_FAILURES: '3' })
  })
  afterAll(() => auth.stop())

  const change = (token: string | undefined, currentPassword: unknown, newPassword: unknown) =>
    auth.put('/api/v1/auth/password', { currentPassword, newPassword }, { token })

  it('sets the new password and ends every other session', async () => {
    const person = await aPerson(auth)
    const other = await login(auth, person.email)

    expect(await change(person.accessToken, PASSWORD, NEW)).toMatchObject({ status: 204 })

    expect(await login(auth, person.email)).toMatchObject({ status: 401 })
    expect(await login(auth, person.email, NEW)).toMatchObject({ status: 200 })
    expect(await refresh(auth, person.refreshToken)).toMatchObject({ status: 200 })
    expect(await refresh(auth, other.body.refreshToken)).toMatchObject({ status: 401 })
  })

  it('wants the current password, and changes nothing without', async () => {
    const person = await aPerson(auth)
    const other = await login(auth, person.email)

    expect(await change(person.accessToken, 'not this one', NEW)).toMatchObject({
      status: 400,
      body: { code: 'wrong-password', errors: [{ field: 'currentPassword', code: 'wrong-password' }] },
    })

    expect(await login(auth, person.email)).toMatchObject({ status: 200 })
    expect(await refresh(auth, other.body.refreshToken)).toMatchObject({ status: 200 })
  })

  it('is no way round the pause after wrong passwords', async () => {
    const { accessToken } = await aPerson(auth)

    for (let tries = 0; tries < 3; tries++) await change(accessToken, 'guess number one', NEW)

    expect(await change(accessToken, PASSWORD, NEW)).toMatchObject({ status: 429 })
  })

  it.each([
    ['password1', 'common-password'],
    ['short', 'too-short'],
    ['a long one '.repeat(7), 'too-long'],
  ])('refuses the new password %s: %s', async (newPassword, code) => {
    const { accessToken } = await aPerson(auth)

    expect(await change(accessToken, PASSWORD, newPassword)).toMatchObject({
      status: 400,
      body: { code: 'password-refused', errors: [{ field: 'newPassword', code }] },
    })
  })

  it('lets one of two changes at once win', async () => {
    const { accessToken } = await aPerson(auth)

    const answers = await Promise.all([change(accessToken, PASSWORD, NEW), change(accessToken, PASSWORD, `${NEW}!`)])

    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400])
  })

  it('is for people who are signed in', async () => {
    expect(await change(undefined, PASSWORD, NEW)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })
})
