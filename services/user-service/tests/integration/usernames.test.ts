import { UserUpdated } from '@quark/contracts/events/user'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { uuidv7 } from '@quark/service-kit'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson } from '../builders.js'

const taken = { status: 409, body: { code: 'username-taken', errors: [{ field: 'username', code: 'taken' }] } }

describe('usernames', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { log: process.env.LOG })
  })
  afterAll(() => users.stop())

  const inThePast = (username: string, days: number) => users.db`
    update username_claim set released_at = now() - make_interval(days => ${days})
    where skeleton = ${username} and released_at is not null`

  it('can be changed, and are known by the new name from then on', async () => {
    const { id, client, path } = await aPerson(users, { username: 'before' })

    expect(await client.put(path, { username: 'Afterwards' })).toMatchObject({
      status: 200,
      body: { username: 'Afterwards' },
    })

    expect(await users.get('/api/v1/user/afterwards')).toMatchObject({ status: 200, body: { id } })
    expect(await users.get('/api/v1/user/before')).toMatchObject({ status: 404 })
    expect(await users.published(UserUpdated)).toContainEqual(
      expect.objectContaining({ userId: id, username: 'Afterwards', revision: 2 }),
    )
  })

  it.each([
    ['frances', 'FRANCES'],
    ['paloma', 'pa1oma'],
    ['john-doe', 'john_doe'],
    ['0livia', 'olivia'],
  ])('that are the same or look alike are one: after %s nobody gets %s', async (first, second) => {
    await aPerson(users, { username: first })
    const { client, path } = await aPerson(users)

    expect(await client.put(path, { username: second })).toMatchObject(taken)
  })

  it('may change their case or their look under the same owner', async () => {
    const { client, path } = await aPerson(users, { username: 'greta-0' })
    const other = await aPerson(users)

    expect(await client.put(path, { username: 'Greta_O' })).toMatchObject({
      status: 200,
      body: { username: 'Greta_O' },
    })
    await inThePast('greta-o', 31)
    expect(await other.client.put(other.path, { username: 'greta-o' })).toMatchObject(taken)
  })

  it('that were changed wait 30 days for somebody new, and not for their last owner', async () => {
    const owner = await aPerson(users, { username: 'henrietta' })
    const other = await aPerson(users)
    await owner.client.put(owner.path, { username: 'someone-new' })

    expect(await other.client.put(other.path, { username: 'henrietta' })).toMatchObject(taken)
    expect(await owner.client.put(owner.path, { username: 'henrietta' })).toMatchObject({ status: 200 })

    await owner.client.put(owner.path, { username: 'someone-new' })
    await inThePast('henrietta', 29)
    expect(await other.client.put(other.path, { username: 'henrietta' })).toMatchObject(taken)
    await inThePast('henrietta', 31)
    expect(await other.client.put(other.path, { username: 'henrietta' })).toMatchObject({ status: 200 })
    expect(await owner.client.put(owner.path, { username: 'henrietta' })).toMatchObject(taken)
  })

  it('of somebody who left wait as well', async () => {
    const { client, path } = await aPerson(users, { username: 'jacqueline' })
    await client.delete(path)
    const register = () =>
      users.rpc(UserService).createProfile({ id: uuidv7(), username: 'jacqueline', name: 'J', locale: 'ru' })

    await expect(register()).rejects.toMatchObject({ status: 409, code: 'username-taken' })
    await inThePast('jacqueiine', 31)
    await expect(register()).resolves.toMatchObject({ profile: { username: 'jacqueline' } })
  })

  it('are given to one of many who want the same one at once', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => aPerson(users)))

    const answers = await Promise.all(people.map(({ client, path }) => client.put(path, { username: 'katharina' })))

    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)])
  })
})
