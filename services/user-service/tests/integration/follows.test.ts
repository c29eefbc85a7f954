import { UserFollowed, UserUnfollowed } from '@quark/contracts/events/user'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson, type Person } from '../builders.js'

describe('follows', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { env: { FOLLOWS_PER_PERSON: '12' } })
  })
  afterAll(() => users.stop())

  const follow = (who: Person, whom: Person) => who.client.put(`${whom.path}/follow`)
  const unfollow = (who: Person, whom: Person) => who.client.delete(`${whom.path}/follow`)
  const countsOf = async ({ path }: Person) => {
    const { followers, following } = (await users.get(path)).body
    return { followers, following }
  }
  const toldOf = async (who: Person): Promise<number> =>
    (await users.published(UserFollowed)).filter(({ followerId }) => followerId === who.id).length

  it('follow and unfollow a person, and tell the other modules of each real change once', async () => {
    const [ada, bob] = [await aPerson(users), await aPerson(users)]

    const answers = [await follow(ada, bob), await follow(ada, bob)]
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    expect(await countsOf(ada)).toEqual({ followers: 0, following: 1 })
    expect(await countsOf(bob)).toEqual({ followers: 1, following: 0 })
    expect(await toldOf(ada)).toBe(1)
    expect((await ada.client.get(`${bob.path}/follow`)).body).toEqual({ following: true, followedBy: false })
    expect((await bob.client.get(`${ada.path}/follow`)).body).toEqual({ following: false, followedBy: true })

    expect([(await unfollow(ada, bob)).status, (await unfollow(ada, bob)).status]).toEqual([204, 204])
    expect(await countsOf(bob)).toEqual({ followers: 0, following: 0 })
    const ended = (await users.published(UserUnfollowed)).filter(({ followerId }) => followerId === ada.id)
    expect(ended).toEqual([{ followerId: ada.id, followedId: bob.id }])
  })

  it('keep counts right when many follow, unfollow and follow each other at once', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => aPerson(users)))
    const pairs = people.flatMap((who) => people.filter((whom) => whom !== who).map((whom) => [who, whom] as const))
    const acts = pairs.flatMap(([who, whom]) => [follow(who, whom), unfollow(who, whom), follow(who, whom)])
    const answers = await Promise.all(acts)
    expect(answers.every(({ status }) => status === 204)).toBe(true)

    for (const person of people) {
      const rows = await users.db<{ followers: number; following: number }[]>`
        select count(*) filter (where followed_id = ${person.id})::int as followers,
          count(*) filter (where follower_id = ${person.id})::int as following from follow`
      expect(await countsOf(person)).toEqual(rows[0])
    }
  })

  it('list followers and followed, the newest first, page by page', async () => {
    const [star, ...fans] = await Promise.all(Array.from({ length: 4 }, () => aPerson(users)))
    for (const fan of fans) await follow(fan as Person, star as Person)

    const first = (await users.get(`${star?.path}/followers?limit=2`)).body
    const second = (await users.get(`${star?.path}/followers?limit=2&cursor=${first.nextCursor}`)).body
    const listed = [...first.items, ...second.items].map(({ username }: { username: string }) => username)
    expect(listed).toEqual(fans.map((fan) => fan?.username).reverse())
    expect(second.nextCursor).toBeNull()
    const followed = `${fans[0]?.path}/following`
    expect((await users.get(followed)).body.items).toMatchObject([{ id: star?.id, followedByYou: false }])
    expect((await fans[1]?.client.get(followed))?.body.items).toMatchObject([{ id: star?.id, followedByYou: true }])
    expect((await star?.client.get(followed))?.body.items).toMatchObject([{ id: star?.id, followedByYou: false }])
  })

  it('end with the account, and the others count right', async () => {
    const [gone, fan, idol] = [await aPerson(users), await aPerson(users), await aPerson(users)]
    await follow(fan, gone)
    await follow(gone, idol)

    expect((await gone.client.delete(gone.path)).status).toBe(204)
    expect(await countsOf(fan)).toEqual({ followers: 0, following: 0 })
    expect(await countsOf(idol)).toEqual({ followers: 0, following: 0 })
    expect((await users.get(`${idol.path}/followers`)).body.items).toEqual([])
  })

  it('are refused for yourself, for nobody, without a token, and beyond the limit', async () => {
    const ada = await aPerson(users)
    const nobody = '/api/v1/user/0199f0a0-1c2d-7e3f-8a4b-5c6d7e8f9a0b'
    expect(await follow(ada, ada)).toMatchObject({ status: 409, body: { code: 'own-follow' } })
    expect(await ada.client.put(`${nobody}/follow`)).toMatchObject({ status: 404 })
    expect(await ada.client.delete(`${nobody}/follow`)).toMatchObject({ status: 404 })
    expect(await users.get(`${nobody}/followers`)).toMatchObject({ status: 404 })
    expect(await users.put(`${ada.path}/follow`)).toMatchObject({ status: 401 })

    const people = await Promise.all(Array.from({ length: 13 }, () => aPerson(users)))
    const answers = await Promise.all(people.map((person) => follow(ada, person)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(12)
    expect(answers.find(({ status }) => status !== 204)).toMatchObject({
      status: 409,
      body: { code: 'too-many-follows' },
    })
    expect((await countsOf(ada)).following).toBe(12)
    expect(await toldOf(ada)).toBe(12)
  })
})
