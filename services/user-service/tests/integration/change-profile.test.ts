import { UserUpdated } from '@quark/contracts/events/user'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson } from '../builders.js'

describe('PUT /user/{id}', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { log: process.env.LOG })
  })
  afterAll(() => users.stop())

  const eventsOf = async (id: string) => (await users.published(UserUpdated)).filter(({ userId }) => userId === id)

  it('changes what is sent and leaves the rest', async () => {
    const { client, path } = await aPerson(users, { name: 'Ada' })
    const links = [{ label: 'Сайт', url: 'https://ada.example/' }]

    await client.put(path, { bio: { en: 'I count.', ru: 'Я считаю.\nДа.' }, links })
    const answer = await client.put(path, { bio: { en: 'I compute.' }, locale: 'ru' })

    const expected = { name: 'Ada', bio: { en: 'I compute.', ru: 'Я считаю.\nДа.' }, links, locale: 'ru' }
    expect(answer).toMatchObject({ status: 200, body: expected })
    expect(await users.get(path)).toMatchObject({ status: 200, body: expected })
  })

  it('tells the other modules of each change, with a growing revision', async () => {
    const { id, client, path, username } = await aPerson(users)

    await client.put(path, { name: 'First' })
    await client.put(path, { bio: { en: 'seen on the page too' } })

    expect(await eventsOf(id)).toEqual([
      { userId: id, username, name: 'First', locale: 'en', revision: 2, avatarUrl: null },
      { userId: id, username, name: 'First', locale: 'en', revision: 3, avatarUrl: null },
    ])
  })

  it('says nothing when nothing changed', async () => {
    const { id, client, path, username } = await aPerson(users, { name: 'Same' })

    expect(await client.put(path, {})).toMatchObject({ status: 200 })
    expect(await client.put(path, { name: ' Same ', username, links: [] })).toMatchObject({ status: 200 })

    expect(await eventsOf(id)).toEqual([])
  })

  it('gives each of many changes at once a revision of its own', async () => {
    const { id, client, path } = await aPerson(users)

    await Promise.all(Array.from({ length: 12 }, (_, index) => client.put(path, { name: `Name ${index}` })))

    const events = await eventsOf(id)
    expect(events.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(events.map((_, index) => index + 2))
    const last = events.toSorted((a, b) => a.revision - b.revision).at(-1)
    expect((await users.get(path)).body.name).toBe(last?.name)
    expect(events).toHaveLength(12)
  })

  it('keeps both of two changes at once to different parts', async () => {
    for (let round = 0; round < 5; round++) {
      const { client, path } = await aPerson(users)

      await Promise.all([
        client.put(path, { name: 'Both' }),
        client.put(path, { locale: 'ru' }),
        client.put(path, { bio: { ru: 'Оба' } }),
        client.put(path, { bio: { en: 'Both' } }),
      ])

      const { body } = await users.get(path)
      expect(body).toMatchObject({ name: 'Both', locale: 'ru', bio: { en: 'Both', ru: 'Оба' } })
    }
  })

  it('refuses anybody but the owner, and changes nothing', async () => {
    const { path } = await aPerson(users, { name: 'Mine' })
    const stranger = await aPerson(users)

    expect(await stranger.client.put(path, { name: 'Yours' })).toMatchObject({
      status: 403,
      body: { code: 'not-your-profile' },
    })
    expect(await users.put(path, { name: 'Yours' })).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect((await users.get(path)).body.name).toBe('Mine')
  })

  it('names each field at fault', async () => {
    const { client, path } = await aPerson(users)

    const answer = await client.put(path, { name: '', links: [{ label: 'x', url: 'javascript:1' }], age: 7 })

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'name', code: 'too-small' }),
        expect.objectContaining({ field: 'links.0.url', code: 'url' }),
        expect.objectContaining({ field: 'age', code: 'unknown-field' }),
      ]),
    )
  })

  it.each([
    [{ name: 'Ada\u200b' }, 'name-invisible'],
    [{ username: 'admin' }, 'username-reserved'],
    [{ username: 'a b c' }, 'username-invalid'],
  ])('refuses %j with the code of the rule', async (change, code) => {
    const { client, path } = await aPerson(users)

    expect(await client.put(path, change)).toMatchObject({ status: 400, body: { code, errors: [{ code }] } })
  })

  it('answers 404 for a profile that its owner deleted, and 400 for what is no id', async () => {
    const { client, path, username } = await aPerson(users)
    await client.delete(path)

    expect(await client.put(path, { name: 'Ghost' })).toMatchObject({ status: 404, body: { code: 'user-not-found' } })
    expect(await client.put(`/api/v1/user/${username}`, { name: 'x' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'id' }] },
    })
  })
})
