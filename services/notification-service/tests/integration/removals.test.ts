import { UserCreated } from '@quark/contracts/events/auth'
import { startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service as definition } from '../../src/service.js'
import { LIST, listOf, type Person, World } from '../builders.js'

describe('what goes', () => {
  let service: TestService
  let world: World
  beforeAll(async () => {
    service = await startService(definition)
    world = new World(service)
  })
  afterAll(() => service?.stop())

  it('takes along what points at a post, and nothing else', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    await world.follow(bob, ada)
    const gone = await world.post(ada, 'Gone')
    await world.like(gone, bob)
    await world.comment(await world.post(ada, 'Stays'), bob)
    await world.remove(gone)
    await world.like(gone, bob)

    expect(await listOf(ada)).toEqual(['* comment: Bob (1) of Stays', '* follower: Bob (1)'])
    expect(await listOf(bob)).toEqual(['* post: Ada (1) of Stays'])
  })

  it('takes along all of a person: what they were told, and their part in what others were told', async () => {
    const [ada, bob, eve] = (await world.people('Ada', 'Bob', 'Eve')) as [Person, Person, Person]
    const post = await world.post(ada)
    await world.like(post, bob)
    await world.like(post, eve)
    await world.comment(post, bob)
    await world.follow(ada, bob)
    await world.follow(bob, ada)
    await bob.client.put(`${LIST}/preferences`, { items: [{ kind: 'post', inApp: false }] })

    await world.leave(bob)

    expect(await listOf(ada)).toEqual(['* like: Eve (1) of A quiet post'])
    const left = await service.db`
      select (select count(*) from notification where person_id = ${bob.id})::int
        + (select count(*) from notification_actor where actor_id = ${bob.id})::int
        + (select count(*) from preference where person_id = ${bob.id})::int
        + (select count(*) from mailbox where person_id = ${bob.id})::int
        + (select count(*) from follow where ${bob.id} in (follower_id, followed_id))::int as rows,
        (select username || name from person where id = ${bob.id}) as name`
    expect(left[0]).toEqual({ rows: 0, name: '' })
  })

  it('stays gone: late news tell nobody of a deleted person, nor a deleted person of anything', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const [mine, theirs] = [await world.post(ada), await world.post(bob)]
    await world.leave(bob)
    await world.comment(mine, bob)
    await world.like(theirs, ada)
    await world.follow(bob, ada)
    expect(await listOf(ada)).toEqual([])
    expect(await service.db`select 1 from notification where person_id = ${bob.id}`).toHaveLength(0)
  })

  it('a replay rebuilds what is known of people and posts, and tells nobody anything', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    await world.follow(bob, ada)
    const post = await world.post(ada, 'Once')
    await world.remove(post, 'unpublished')
    await world.post(ada, 'Once', { postId: post.postId, revision: 3 })
    await world.like(post, bob)
    await world.comment(post, bob)
    await ada.client.put(`${LIST}/read`, { upTo: 1 })
    const rows = () => service.db`select id, person_id, kind, seq, read_at from notification order by id`
    const before = await rows()
    const listBefore = await listOf(ada)
    await service.db`truncate person, follow, post`

    await service.events.replay('notification-service')
    const last = await service.publish(UserCreated, { userId: ada.id, username: 'x', name: 'Late', locale: 'en' })
    await until('the replay is through', () => service.handled(last))

    await until('posts are known again', async () => String(await listOf(ada)) === String(listBefore))
    expect(await rows()).toEqual(before)
    expect(await service.db`select 1 from follow where followed_id = ${ada.id}`).toHaveLength(1)
  })
})
