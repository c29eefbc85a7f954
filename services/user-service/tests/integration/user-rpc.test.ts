import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { uuidv7 } from '@quark/service-kit'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson } from '../builders.js'

describe('quark.user.v1.UserService', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { log: process.env.LOG })
    await aPerson(users, { username: 'taken-name' })
  })
  afterAll(() => users.stop())

  const rpc = () => users.rpc(UserService)
  const newcomer = (given: Record<string, string> = {}) => ({
    id: uuidv7(),
    username: 'newcomer',
    name: 'New',
    locale: 'ru',
    ...given,
  })

  it('makes a profile that people can read', async () => {
    const request = newcomer({ username: 'Lise', name: 'Лиза' })

    const { profile } = await rpc().createProfile(request)

    expect(profile).toMatchObject({ ...request, revision: 1 })
    expect(await users.get('/api/v1/user/lise')).toMatchObject({ body: { id: request.id, name: 'Лиза', locale: 'ru' } })
  })

  it('makes one profile however often it is asked, also at once', async () => {
    const request = newcomer({ username: 'mathilde' })

    const answers = await Promise.all(Array.from({ length: 8 }, () => rpc().createProfile(request)))

    for (const { profile } of answers) expect(profile).toMatchObject({ id: request.id, username: 'mathilde' })
    expect(await users.db`select 1 from profile where username = 'mathilde'`).toHaveLength(1)
  })

  it('leaves what the person changed meanwhile when it is asked again', async () => {
    const request = newcomer({ username: 'natalia-n' })
    await rpc().createProfile(request)
    await users.as(request.id).put(`/api/v1/user/${request.id}`, { username: 'renamed-n' })

    const { profile } = await rpc().createProfile(request)

    expect(profile).toMatchObject({ username: 'renamed-n', revision: 2 })
  })

  it.each([
    [{ username: 'taken-name' }, 409, 'username-taken', 'username'],
    [{ username: 'tаken' }, 400, 'username-invalid', 'username'],
    [{ username: 'support' }, 400, 'username-reserved', 'username'],
    [{ username: 'quentin', name: '\u200b' }, 400, 'name-invisible', 'name'],
    [{ username: 'quentin', locale: 'xx' }, 400, 'invalid-request', 'locale'],
    [{ username: 'quentin', id: 'no-uuid' }, 400, 'invalid-request', 'id'],
  ])('refuses %j with the rule and the field, and makes nothing', async (given, status, code, field) => {
    await expect(rpc().createProfile(newcomer(given))).rejects.toMatchObject({
      status,
      code,
      options: { fields: [{ field }] },
    })
    expect(await users.db`select 1 from profile where username = 'quentin'`).toHaveLength(0)
    expect(await users.db`select 1 from username_claim where skeleton = 'quentin'`).toHaveLength(0)
  })

  it('reads many profiles at once and leaves out who is not there', async () => {
    const [one, two] = await Promise.all([aPerson(users), aPerson(users)])

    const { profiles } = await rpc().getProfiles({ ids: [one.id, uuidv7(), two.id] })

    expect(profiles.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
    expect((await rpc().getProfiles({ ids: [] })).profiles).toEqual([])
  })

  it('reads 200 at most', async () => {
    const ids = Array.from({ length: 201 }, () => uuidv7())

    await expect(rpc().getProfiles({ ids })).rejects.toMatchObject({ status: 400, code: 'invalid-request' })
    await expect(rpc().getProfiles({ ids: ids.slice(1) })).resolves.toMatchObject({ profiles: [] })
  })

  it('lists whom a person follows, the last followed first', async () => {
    const [ada, one, two] = [await aPerson(users), await aPerson(users), await aPerson(users)]
    for (const { path } of [one, two]) await ada.client.put(`${path}/follow`)

    expect((await rpc().listFollowed({ personId: ada.id, limit: 10 })).ids).toEqual([two.id, one.id])
    expect((await rpc().listFollowed({ personId: ada.id, limit: 1 })).ids).toEqual([two.id])
    expect((await rpc().listFollowed({ personId: uuidv7(), limit: 10 })).ids).toEqual([])
    await expect(rpc().listFollowed({ personId: ada.id, limit: 1001 })).rejects.toMatchObject({ status: 400 })
  })
})
