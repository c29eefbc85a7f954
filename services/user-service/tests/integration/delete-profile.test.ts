import { UserDeleted } from '@quark/contracts/events/user'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson } from '../builders.js'

describe('DELETE /user/{id}', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { log: process.env.LOG })
  })
  afterAll(() => users.stop())

  it('removes the profile and tells the other modules once', async () => {
    const { id, username, client, path } = await aPerson(users)

    const answers = await Promise.all([client.delete(path), client.delete(path)])

    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
    expect(await users.get(path)).toMatchObject({ status: 404 })
    expect(await users.get(`/api/v1/user/${username}`)).toMatchObject({ status: 404 })
    expect((await users.published(UserDeleted)).filter(({ userId }) => userId === id)).toHaveLength(1)
  })

  it('is for the owner alone', async () => {
    const { id, path } = await aPerson(users)
    const stranger = await aPerson(users)

    expect(await stranger.client.delete(path)).toMatchObject({ status: 403, body: { code: 'not-your-profile' } })
    expect(await users.delete(path)).toMatchObject({ status: 401 })
    expect(await users.get(path)).toMatchObject({ status: 200 })
    expect(await users.published(UserDeleted)).not.toContainEqual({ userId: id })
  })
})
