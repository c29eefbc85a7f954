import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service as definition } from '../../src/service.js'
import { LIST, listOf, type Person, unreadOf, World } from '../builders.js'

describe('a person is told', () => {
  let service: TestService
  let world: World
  beforeAll(async () => {
    service = await startService(definition)
    world = new World(service)
  })
  afterAll(() => service?.stop())

  const readAll = ({ client }: Person) => client.put(`${LIST}/read`, { upTo: 2_000_000_000 })

  it('of posts of those whom they follow, once each, and only while they follow', async () => {
    const [ada, bob, eve] = (await world.people('Ada', 'Bob', 'Eve')) as [Person, Person, Person]
    await world.follow(bob, ada)
    await world.follow(eve, ada)
    await world.unfollow(eve, ada)
    const post = await world.post(ada, 'News')

    expect(await listOf(bob)).toEqual(['* post: Ada (1) of News'])
    expect(await listOf(eve)).toEqual([])

    await readAll(bob)
    await world.remove(post, 'unpublished')
    await world.post(ada, 'News', { postId: post.postId, revision: 3 })
    expect(await listOf(bob)).toEqual([])
  })

  it('of comments under their post and of answers to their comments', async () => {
    const [ada, bob, eve] = (await world.people('Ada', 'Bob', 'Eve')) as [Person, Person, Person]
    const post = await world.post(ada)
    const question = await world.comment(post, bob)
    await world.comment(post, eve, question)

    expect(await listOf(ada)).toEqual(['* comment: Eve (1) of A quiet post', '* comment: Bob (1) of A quiet post'])
    expect(await listOf(bob)).toEqual(['* answer: Eve (1) of A quiet post'])
    const { items } = (await ada.client.get(LIST)).body
    expect(items[1]).toMatchObject({ commentId: question.commentId, post: { path: '/b/blog/a-quiet-post' } })
  })

  it('of an answer to their comment under their own post once, as an answer', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const post = await world.post(ada)
    const remark = await world.comment(post, ada)
    await world.comment(post, bob, remark)
    expect(await listOf(ada)).toEqual(['* answer: Bob (1) of A quiet post'])
  })

  it('never of what they did themselves', async () => {
    const ada = await world.person('Ada')
    const post = await world.post(ada)
    const remark = await world.comment(post, ada)
    await world.comment(post, ada, remark)
    await world.like(post, ada)
    expect(await listOf(ada)).toEqual([])
  })

  it('of likes of one post together, as long as they are unread', async () => {
    const [ada, bob, eve, dan, kim] = (await world.people('Ada', 'Bob', 'Eve', 'Dan', 'Kim')) as Person[] as [
      Person,
      Person,
      Person,
      Person,
      Person,
    ]
    const post = await world.post(ada)
    const other = await world.post(ada, 'Another')
    for (const who of [bob, eve, dan, kim]) await world.like(post, who)
    await world.like(other, bob)
    expect(await listOf(ada)).toEqual(['* like: Bob (1) of Another', '* like: Kim, Dan, Eve (4) of A quiet post'])

    await readAll(ada)
    await world.like(other, eve)
    expect(await listOf(ada)).toEqual([
      '* like: Eve (1) of Another',
      'like: Bob (1) of Another',
      'like: Kim, Dan, Eve (4) of A quiet post',
    ])
  })

  it('no longer of a like that is taken back before they read of it', async () => {
    const [ada, bob, eve] = (await world.people('Ada', 'Bob', 'Eve')) as [Person, Person, Person]
    const post = await world.post(ada)
    await world.like(post, bob)
    await world.like(post, eve)
    await world.unlike(post, eve)
    expect(await listOf(ada)).toEqual(['* like: Bob (1) of A quiet post'])
    await world.unlike(post, bob)
    expect(await listOf(ada)).toEqual([])
    expect(await unreadOf(ada)).toBe(0)
  })

  it('once of somebody who likes and takes back, follows and unfollows, again and again', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const post = await world.post(ada)
    for (let time = 0; time < 3; time++) {
      await world.like(post, bob)
      await world.follow(bob, ada)
      if (time === 1) await readAll(ada)
      await world.unlike(post, bob)
      await world.unfollow(bob, ada)
    }
    await world.like(post, bob)
    await world.follow(bob, ada)
    expect((await listOf(ada)).sort()).toEqual(['follower: Bob (1)', 'like: Bob (1) of A quiet post'])
    expect(await unreadOf(ada)).toBe(0)
  })

  it('of those who begin to follow them, together', async () => {
    const [ada, bob, eve] = (await world.people('Ada', 'Bob', 'Eve')) as [Person, Person, Person]
    await world.follow(bob, ada)
    await world.follow(eve, ada)
    expect(await listOf(ada)).toEqual(['* follower: Eve, Bob (2)'])
  })

  it('of those who write to them while they are away, together, and anew once they have read of it', async () => {
    const [ada, bob, eve] = (await world.people('Ada', 'Bob', 'Eve')) as [Person, Person, Person]
    for (let time = 0; time < 3; time++) await world.write(bob, [ada, eve])
    await world.write(eve, [ada])
    expect(await listOf(ada)).toEqual(['* message: Eve, Bob (2)'])
    expect(await listOf(eve)).toEqual(['* message: Bob (1)'])
    expect(await listOf(bob)).toEqual([])
    await readAll(ada)
    await world.write(bob, [ada])
    expect(await listOf(ada)).toEqual(['* message: Bob (1)', 'message: Eve, Bob (2)'])
  })

  it('only of the kinds that they want', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const path = `${LIST}/preferences`
    expect((await ada.client.get(path)).body.items).toContainEqual({ kind: 'like', inApp: true })
    const off = { items: [{ kind: 'like', inApp: false }] }
    expect((await ada.client.put(path, off)).body.items).toContainEqual({ kind: 'like', inApp: false })

    const post = await world.post(ada)
    await world.like(post, bob)
    await world.comment(post, bob)
    expect(await listOf(ada)).toEqual(['* comment: Bob (1) of A quiet post'])

    await ada.client.put(path, { items: [{ kind: 'like', inApp: true }] })
    await world.like(await world.post(ada, 'Later'), bob)
    expect(await listOf(ada)).toContain('* like: Bob (1) of Later')
  })

  it('nothing of what happened before the days for which notifications are kept', async () => {
    const [ada, bob] = (await world.people('Ada', 'Bob')) as [Person, Person]
    const post = await world.post(ada)
    await world.like(post, bob, new Date(Date.now() - 91 * 86_400_000))
    expect(await listOf(ada)).toEqual([])
  })

  it('when thousands follow one author, each of them', async () => {
    const ada = await world.person('Ada')
    await service.db`insert into follow (followed_id, follower_id)
      select ${ada.id}, gen_random_uuid() from generate_series(1, 1203)`
    await world.post(ada, 'To everybody')
    const rows = await service.db<{ told: number; people: number }[]>`
      select count(*)::int as told, count(distinct person_id)::int as people from notification
      where person_id in (select follower_id from follow where followed_id = ${ada.id})`
    expect(rows[0]).toEqual({ told: 1203, people: 1203 })
  })
})
