import { randomUUID } from 'node:crypto'
import { UserUpdated } from '@quark/contracts/events/user'
import { NotificationService } from '@quark/contracts/rpc/notification/v1/notification_pb'
import { startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service as definition } from '../../src/service.js'
import { LIST, listOf, type Person, unreadOf, World } from '../builders.js'

describe('the list', () => {
  let service: TestService
  let world: World
  beforeAll(async () => {
    service = await startService(definition)
    world = new World(service)
  })
  afterAll(() => service?.stop())

  const aBusyDay = async (): Promise<Person> => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const post = await world.post(ada)
    for (let count = 0; count < 5; count++) await world.comment(post, bob)
    return ada
  }
  const countedByRpc = async (personId: string) =>
    (await service.rpc(NotificationService).countUnread({ personId })).unread

  it('comes page by page, the newest first, each once, with the count of all unread ones', async () => {
    const { client } = await aBusyDay()
    const seqs: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await client.get(`${LIST}?limit=2${cursor && `&cursor=${cursor}`}`)
      expect(body.unread).toBe(5)
      seqs.push(...body.items.map(({ seq }: { seq: number }) => seq))
      cursor = body.nextCursor
    }
    expect(seqs).toEqual([5, 4, 3, 2, 1])
  })

  it('marks one as read, as often as it is asked to, and all up to one', async () => {
    const ada = await aBusyDay()
    const { items } = (await ada.client.get(LIST)).body
    expect((await ada.client.put(`${LIST}/${items[4].id}/read`)).status).toBe(204)
    expect((await ada.client.put(`${LIST}/${items[4].id}/read`)).status).toBe(204)
    expect(await unreadOf(ada)).toBe(4)
    expect(await countedByRpc(ada.id)).toBe(4)

    expect((await ada.client.put(`${LIST}/read`, { upTo: items[1].seq })).status).toBe(204)
    const after = (await ada.client.get(LIST)).body
    expect(after.unread).toBe(1)
    expect(after.items.map(({ read }: { read: boolean }) => read)).toEqual([false, true, true, true, true])
  })

  it('is a person’s own: nobody else reads or marks it', async () => {
    const ada = await aBusyDay()
    const eve = await world.person('Eve')
    const [first] = (await ada.client.get(LIST)).body.items
    expect(await eve.client.put(`${LIST}/${first.id}/read`)).toMatchObject({
      status: 404,
      body: { code: 'notification-not-found' },
    })
    await eve.client.put(`${LIST}/read`, { upTo: 2_000_000_000 })
    expect(await unreadOf(ada)).toBe(5)
    expect(await service.get(LIST)).toMatchObject({ status: 401 })
    expect(await eve.client.get(`${LIST}?cursor=made-up`)).toMatchObject({ body: { code: 'cursor-invalid' } })
  })

  it('counts nothing for somebody who was never told anything, and refuses what is no person', async () => {
    expect(await countedByRpc(randomUUID())).toBe(0)
    await expect(countedByRpc('nobody')).rejects.toMatchObject({ status: 400, code: 'invalid-request' })
  })

  it('shows a person’s name and a post’s title as they are now', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const post = await world.post(ada, 'First')
    await world.comment(post, bob)
    await world.post(ada, 'Second', { postId: post.postId, revision: 2 })
    const renamed = { userId: bob.id, username: 'rob', name: 'Robert', locale: 'en', revision: 2 } as const
    const news = await service.publish(UserUpdated, renamed)
    await until('the new name is known', () => service.handled(news))
    expect(await listOf(ada)).toEqual(['* comment: Robert (1) of Second'])
  })

  it('removes what is older than it is kept', async () => {
    const ada = await aBusyDay()
    await service.db`update notification set happened_at = now() - interval '31 days'
      where person_id = ${ada.id} and seq <= 3`
    const later = await startService(definition, { beside: service, env: { NOTIFICATION_DAYS: '30' } })
    await later.stop()
    expect((await ada.client.get(LIST)).body.items).toHaveLength(2)
  })
})
