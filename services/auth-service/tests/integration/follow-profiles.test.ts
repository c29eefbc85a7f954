import { UserDeleted, UserUpdated } from '@quark/contracts/events/user'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, refresh, type SignedInPerson, startAuth } from '../builders.js'

describe('what becomes of a profile', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
  })
  afterAll(() => auth.stop())

  const isHandled = (event: string) => until('the event is handled', () => auth.handled(event))
  const renamed = async ({ id }: SignedInPerson, username: string, revision: number) =>
    isHandled(
      await auth.publish(UserUpdated, { userId: id, username, name: `Name ${revision}`, locale: 'en', revision }),
    )

  it('is followed: people sign in with their new username', async () => {
    const person = await aPerson(auth)

    await renamed(person, 'renamed-one', 2)

    expect(await login(auth, 'renamed-one')).toMatchObject({
      status: 200,
      body: { user: { id: person.id, username: 'renamed-one', name: 'Name 2' } },
    })
    expect(await login(auth, person.username)).toMatchObject({ status: 401 })
    expect((await refresh(auth, person.refreshToken)).body.user.username).toBe('renamed-one')
  })

  it('is not followed back to an older revision that comes late', async () => {
    const person = await aPerson(auth)

    await renamed(person, 'newest-name', 3)
    await renamed(person, 'older-name', 2)

    expect(await login(auth, 'newest-name')).toMatchObject({ status: 200 })
    expect(await login(auth, 'older-name')).toMatchObject({ status: 401 })
  })

  it('ends the account with its sessions when the person deleted it', async () => {
    const [person, other] = [await aPerson(auth), await aPerson(auth)]

    await isHandled(await auth.publish(UserDeleted, { userId: person.id }))

    expect(await login(auth, person.email)).toMatchObject({ status: 401 })
    expect(await refresh(auth, person.refreshToken)).toMatchObject({ status: 401 })
    expect(await auth.db`select 1 from session where account_id = ${person.id}`).toHaveLength(0)
    expect(await login(auth, other.email)).toMatchObject({ status: 200 })
    const again = await auth.put(
      '/api/v1/auth/password',
      { currentPassword: 'a quiet lake in winter', newPassword: 'a loud sea in summer' },
      { token: person.accessToken },
    )
    expect(again).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })

  it('frees the e-mail', async () => {
    const { id, email, username } = await aPerson(auth)
    await isHandled(await auth.publish(UserDeleted, { userId: id }))

    const answer = await auth.post('/api/v1/auth/register', { email, username, password: 'a quiet lake in winter' })

    expect(answer).toMatchObject({ status: 201 })
    expect(answer.body.user.id).not.toBe(id)
  })
})
