import { UserCreated } from '@quark/contracts/events/auth'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { Refusal, rpcService } from '@quark/service-kit'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aNewcomer, login, register, startAuth } from '../builders.js'

describe('POST /auth/register, when user-service says no', () => {
  let auth: TestService
  let verdict: Refusal | undefined
  const users = rpcService(UserService, {
    createProfile: ({ id, username, name, locale }) => {
      if (verdict) throw verdict
      return { profile: { id, username, name, locale, revision: 1 } }
    },
  })
  beforeAll(async () => {
    auth = await startAuth({}, users)
  })
  afterAll(() => auth.stop())

  it.each([
    [Refusal.conflict('username-taken', 'Taken.', [{ field: 'username', code: 'taken', message: 'is taken' }])],
    [Refusal.invalid('username-reserved', [{ field: 'username', code: 'username-reserved', message: 'is reserved' }])],
    [Refusal.invalid('name-invisible', [{ field: 'name', code: 'name-invisible', message: 'Имя не видно' }])],
  ])('passes on %s with its field, and leaves the e-mail free', async (refusal) => {
    const newcomer = aNewcomer()
    verdict = refusal

    expect(await register(auth, newcomer)).toMatchObject({
      status: refusal.status,
      body: { code: refusal.code, errors: refusal.options.fields },
    })
    expect(await login(auth, newcomer.email)).toMatchObject({ status: 401 })
    expect(await auth.published(UserCreated)).not.toContainEqual(
      expect.objectContaining({ username: newcomer.username }),
    )

    verdict = undefined
    expect(await register(auth, { ...newcomer, username: 'another-one' })).toMatchObject({ status: 201 })
  })
})
