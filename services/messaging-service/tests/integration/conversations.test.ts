import { randomUUID } from 'node:crypto'
import { UserDeleted, UserUpdated } from '@quark/contracts/events/user'
import { until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aConversation,
  aPerson,
  type Messenger,
  type Person,
  type Profiles,
  send,
  startMessenger,
} from '../builders.js'

const PATH = '/api/v1/conversations'

describe('conversations', () => {
  const profiles: Profiles = new Map()
  let messenger: Messenger
  let ada: Person
  let bob: Person
  let eve: Person
  beforeAll(async () => {
    messenger = await startMessenger({ profiles, env: { GROUP_MEMBERS: '4' } })
    ada = await aPerson(messenger, 'ada')
    bob = await aPerson(messenger, 'bob')
    eve = await aPerson(messenger, 'eve')
  })
  afterAll(() => messenger?.stop())

  it('of two are there once, whoever begins them and however often at once', async () => {
    const answers = await Promise.all([
      ada.post(PATH, { memberIds: [bob.id] }),
      bob.post(PATH, { memberIds: [ada.id] }),
      ada.post(PATH, { memberIds: [bob.id, ada.id] }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers[0]?.body).toMatchObject({
      kind: 'direct',
      title: null,
      peer: { id: bob.id, username: 'bob', name: 'Name of bob', online: false, lastSeenAt: null },
      memberCount: 2,
      seq: 0,
      unread: 0,
      lastMessage: null,
    })
  })

  it('of a group have a title, an owner and a bounded number of members', async () => {
    const others = [bob.id, eve.id]
    expect(await ada.post(PATH, { memberIds: others })).toMatchObject({ status: 400, body: { code: 'title-missing' } })
    expect(await ada.post(PATH, { memberIds: [ada.id] })).toMatchObject({
      status: 409,
      body: { code: 'own-conversation' },
    })
    const many = [...others, (await aPerson(messenger)).id, (await aPerson(messenger)).id]
    expect(await ada.post(PATH, { memberIds: many, title: 'Many' })).toMatchObject({
      status: 409,
      body: { code: 'too-many-members' },
    })
    const { body } = await ada.post(PATH, { memberIds: others, title: ' Engines ' })
    expect(body).toMatchObject({ kind: 'group', title: 'Engines', peer: null, memberCount: 3 })
    expect(body.members.map((member: { id: string; role: string }) => [member.id, member.role])).toEqual(
      expect.arrayContaining([
        [ada.id, 'owner'],
        [bob.id, 'member'],
        [eve.id, 'member'],
      ]),
    )
  })

  it('find people of whom the news has not come yet, and nobody else', async () => {
    const newcomer = randomUUID()
    profiles.set(newcomer, { username: 'new', name: 'New' })
    expect((await ada.post(PATH, { memberIds: [newcomer] })).body.peer).toMatchObject({ username: 'new' })
    expect(await ada.post(PATH, { memberIds: [randomUUID()] })).toMatchObject({
      status: 404,
      body: { code: 'user-not-found' },
    })
  })

  it('are nobody else’s to see or to use', async () => {
    const id = await aConversation([ada, bob], 'Between us')
    const message = await send(ada, id, 'A secret')
    const refused = [
      await eve.get(`${PATH}/${id}`),
      await eve.get(`${PATH}/${id}/messages`),
      await eve.post(`${PATH}/${id}/messages`, { clientId: randomUUID(), text: 'x' }),
      await eve.put(`${PATH}/${id}/messages/${message.id}`, { text: 'x' }),
      await eve.delete(`${PATH}/${id}/messages/${message.id}`),
      await eve.put(`${PATH}/${id}`, { title: 'x' }),
      await eve.put(`${PATH}/${id}/read`, { seq: 1 }),
      await eve.post(`${PATH}/${id}/members`, { memberIds: [eve.id] }),
      await eve.delete(`${PATH}/${id}/members/${bob.id}`),
    ]
    for (const answer of refused)
      expect(answer).toMatchObject({ status: 404, body: { code: 'conversation-not-found' } })
    expect((await eve.get(PATH)).body.items.some((one: { id: string }) => one.id === id)).toBe(false)
  })

  it('of a group are renamed by the owner, who may take others out; each note has its place', async () => {
    const id = await aConversation([ada, bob], 'First')
    expect(await bob.put(`${PATH}/${id}`, { title: 'Mine' })).toMatchObject({
      status: 403,
      body: { code: 'not-the-owner' },
    })
    expect((await ada.put(`${PATH}/${id}`, { title: 'Second' })).body.title).toBe('Second')
    await send(bob, id, 'Before Eve')
    expect((await bob.post(`${PATH}/${id}/members`, { memberIds: [eve.id, ada.id] })).body.memberCount).toBe(3)
    await send(ada, id, 'Welcome')
    expect(await eve.delete(`${PATH}/${id}/members/${bob.id}`)).toMatchObject({ status: 403 })
    expect((await ada.delete(`${PATH}/${id}/members/${bob.id}`)).status).toBe(204)
    expect((await bob.get(`${PATH}/${id}`)).status).toBe(404)
    const { items } = (await ada.get(`${PATH}/${id}/messages`)).body
    expect(items.map((one: { seq: number; kind: string }) => [one.seq, one.kind])).toEqual([
      [1, 'renamed'],
      [2, 'text'],
      [3, 'joined'],
      [4, 'text'],
      [5, 'left'],
    ])
    expect((await eve.get(`${PATH}/${id}/messages`)).body.items.map((one: { seq: number }) => one.seq)).toEqual([
      3, 4, 5,
    ])
  })

  it('of a group pass to who was in it longest when the owner leaves, and end with the last one', async () => {
    const id = await aConversation([ada, bob], 'Passing')
    await ada.post(`${PATH}/${id}/members`, { memberIds: [eve.id] })
    await ada.delete(`${PATH}/${id}/members/${ada.id}`)
    const { members } = (await eve.get(`${PATH}/${id}`)).body
    expect(members.find((member: { id: string }) => member.id === bob.id).role).toBe('owner')
    await bob.delete(`${PATH}/${id}/members/${bob.id}`)
    await eve.delete(`${PATH}/${id}/members/${eve.id}`)
    expect(await messenger.db`select from conversation where id = ${id}`).toHaveLength(0)
  })

  it('of two have no title, and nobody comes in or leaves', async () => {
    const id = await aConversation([ada, bob])
    const refused = { status: 409, body: { code: 'not-a-group' } }
    expect(await ada.put(`${PATH}/${id}`, { title: 'x' })).toMatchObject(refused)
    expect(await ada.post(`${PATH}/${id}/members`, { memberIds: [eve.id] })).toMatchObject(refused)
    expect(await ada.delete(`${PATH}/${id}/members/${ada.id}`)).toMatchObject(refused)
  })

  it('come with what is unread, the newest first, page by page', async () => {
    const reader = await aPerson(messenger)
    const ids = [await aConversation([ada, reader], 'A'), await aConversation([ada, reader], 'B')]
    await send(ada, ids[0] as string, 'one')
    await send(ada, ids[0] as string, 'two')
    await send(reader, ids[1] as string, 'mine')
    const first = await reader.get(`${PATH}?limit=1`)
    const second = await reader.get(`${PATH}?limit=1&cursor=${first.body.nextCursor}`)
    expect(first.body.items[0]).toMatchObject({ id: ids[1], unread: 0, lastMessage: { text: 'mine' } })
    expect(second.body).toMatchObject({ items: [{ id: ids[0], unread: 2, seq: 2, readSeq: 0 }], nextCursor: null })
    expect((await reader.get(`${PATH}/unread`)).body).toEqual({ conversations: 1, messages: 2 })
    expect((await reader.put(`${PATH}/${ids[0]}/read`, { seq: 1 })).status).toBe(204)
    await reader.put(`${PATH}/${ids[0]}/read`, { seq: 999 })
    await reader.put(`${PATH}/${ids[0]}/read`, { seq: 1 })
    expect((await reader.get(`${PATH}/${ids[0]}`)).body).toMatchObject({ unread: 0, readSeq: 2 })
  })

  it('show people as they are called now, and forget who deleted their account', async () => {
    const gone = await aPerson(messenger, 'gone')
    const direct = await aConversation([ada, gone])
    const group = await aConversation([gone, ada, bob], 'Left behind')
    const said = await send(gone, direct, 'Something personal')
    const renamed = { userId: gone.id, username: 'gone2', name: 'Renamed', locale: 'en', revision: 5 } as const
    await messenger.publish(UserUpdated, renamed)
    await until('the new name', async () => (await ada.get(`${PATH}/${direct}`)).body.peer.name === 'Renamed')
    const event = await messenger.publish(UserDeleted, { userId: gone.id })
    await until('the person is removed', () => messenger.handled(event))

    expect((await ada.get(`${PATH}/${direct}`)).body).toMatchObject({ peer: null, memberCount: 1 })
    const { items } = (await ada.get(`${PATH}/${direct}/messages`)).body
    expect(items).toMatchObject([{ id: said.id, text: null, change: 1 }])
    expect(JSON.stringify(await messenger.db`select * from message`)).not.toContain('personal')
    const left = { clientId: randomUUID(), text: 'Hello?' }
    expect(await ada.post(`${PATH}/${direct}/messages`, left)).toMatchObject({
      status: 409,
      body: { code: 'nobody-there' },
    })
    expect((await ada.get(`${PATH}/${group}`)).body).toMatchObject({ memberCount: 2 })
    expect(await gone.post(PATH, { memberIds: [ada.id] })).toMatchObject({ status: 404 })
  })
})
