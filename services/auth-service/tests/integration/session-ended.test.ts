import { SessionEnded } from '@quark/contracts/events/auth'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, claimsOf, login, PASSWORD, refresh, type SignedInPerson, startAuth } from '../builders.js'

describe('session.ended', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ SESSIONS_MAX: '2', REFRESH_GRACE_SECONDS: '0' })
  })
  afterAll(() => auth.stop())

  const endedOf = async ({ id }: SignedInPerson) =>
    (await auth.published(SessionEnded)).filter(({ userId }) => userId === id).map(({ sessionId }) => sessionId)
  const anotherOf = async ({ email }: SignedInPerson): Promise<{ id: string; refreshToken: string }> => {
    const { body } = await login(auth, email)
    return { id: claimsOf(body.accessToken).sid, refreshToken: body.refreshToken }
  }

  it('follows a logout, once', async () => {
    const person = await aPerson(auth)
    await auth.post('/api/v1/auth/logout', { refreshToken: person.refreshToken })
    await auth.post('/api/v1/auth/logout', { refreshToken: person.refreshToken })
    await auth.post('/api/v1/auth/logout', {}, { token: person.accessToken })
    expect(await endedOf(person)).toEqual([person.sessionId])
  })

  it('follows a session that is ended from another device', async () => {
    const person = await aPerson(auth)
    const phone = await anotherOf(person)
    await auth.delete(`/api/v1/auth/sessions/${phone.id}`, { token: person.accessToken })
    expect(await endedOf(person)).toEqual([phone.id])
  })

  it('follows a new password, for all sessions but the one that set it', async () => {
    const person = await aPerson(auth)
    const phone = await anotherOf(person)
    const passwords = { currentPassword: PASSWORD, newPassword: 'another lake, in summer' }
    expect(await auth.put('/api/v1/auth/password', passwords, { token: person.accessToken })).toMatchObject({
      status: 204,
    })
    expect(await endedOf(person)).toEqual([phone.id])
  })

  it('follows a used refresh token that comes again', async () => {
    const person = await aPerson(auth)
    await refresh(auth, person.refreshToken)
    expect(await refresh(auth, person.refreshToken)).toMatchObject({ status: 401, body: { code: 'refresh-reused' } })
    expect(await endedOf(person)).toEqual([person.sessionId])
  })

  it('follows the session that gives way to a newer one', async () => {
    const person = await aPerson(auth)
    await anotherOf(person)
    await anotherOf(person)
    expect(await endedOf(person)).toEqual([person.sessionId])
  })

  it('does not follow a refresh, nor an attempt on somebody else’s session', async () => {
    const [owner, stranger] = [await aPerson(auth), await aPerson(auth)]
    await refresh(auth, owner.refreshToken)
    await auth.delete(`/api/v1/auth/sessions/${owner.sessionId}`, { token: stranger.accessToken })
    expect(await endedOf(owner)).toEqual([])
  })
})
