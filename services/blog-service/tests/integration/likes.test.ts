import { PostLiked, PostUnliked } from '@quark/contracts/events/blog'
import { UserDeleted } from '@quark/contracts/events/user'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('likes', () => {
  let service: TestService
  let ada: Person
  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
  })
  afterAll(() => service?.stop())

  const aPublished = async () => {
    const { id } = await aPost(ada, await aBlog(ada), { status: 'published' })
    return { id, path: `/api/v1/posts/${id}/like` }
  }

  it('count once for a person, are taken back, and are told once for each real change', async () => {
    const { id, path } = await aPublished()
    const bob = await aPerson(service)

    expect((await bob.put(path)).body).toEqual({ likes: 1, liked: true })
    expect((await bob.put(path)).body).toEqual({ likes: 1, liked: true })
    expect((await ada.get(path)).body).toEqual({ likes: 1, liked: false })
    expect((await service.get(path)).body).toEqual({ likes: 1, liked: false })
    expect((await bob.delete(path)).body).toEqual({ likes: 0, liked: false })
    expect((await bob.delete(path)).body).toEqual({ likes: 0, liked: false })

    const mine = ({ postId }: { postId: string }): boolean => postId === id
    const told = (await service.published(PostLiked)).filter(mine)
    expect(told).toMatchObject([{ postId: id, postAuthorId: ada.id, userId: bob.id }])
    expect((await service.published(PostUnliked)).filter(mine)).toEqual([{ postId: id, userId: bob.id }])
  })

  it('are counted right when many come at once', async () => {
    const { id, path } = await aPublished()
    const people = await Promise.all(Array.from({ length: 8 }, () => aPerson(service)))
    const leaving = people.slice(0, 3)
    await Promise.all([...people, ...people].map((person) => person.put(path)))
    await Promise.all([...leaving, ...leaving].map((person) => person.delete(path)))

    expect((await service.get(path)).body).toEqual({ likes: 5, liked: false })
    expect((await service.published(PostLiked)).filter(({ postId }) => postId === id)).toHaveLength(8)
    expect((await service.published(PostUnliked)).filter(({ postId }) => postId === id)).toHaveLength(3)
  })

  it('leave the ETag of the post as it is', async () => {
    const { id, path } = await aPublished()
    const before = await service.get(`/api/v1/posts/${id}`)
    await (await aPerson(service)).put(path)
    expect((await service.get(`/api/v1/posts/${id}`)).headers.get('etag')).toBe(before.headers.get('etag'))
  })

  it('go with the person who gave them', async () => {
    const { path } = await aPublished()
    const bob = await aPerson(service)
    await bob.put(path)
    const event = await service.publish(UserDeleted, { userId: bob.id })
    await until('the person to be gone', () => service.handled(event))
    expect((await service.get(path)).body).toEqual({ likes: 0, liked: false })
  })

  it('are refused for drafts, for what is not there, and without a token', async () => {
    const draft = await aPost(ada, await aBlog(ada), { status: 'draft' })
    const path = `/api/v1/posts/${draft.id}/like`
    const bob = await aPerson(service)
    for (const answer of [await bob.put(path), await bob.delete(path), await bob.get(path), await ada.put(path)]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'post-not-found' } })
    }
    expect(await service.put((await aPublished()).path)).toMatchObject({ status: 401 })
  })

  it('are listed with who gave them, the last one first, and counted in lists of posts', async () => {
    const { id, path } = await aPublished()
    const people = [await aPerson(service), await aPerson(service), await aPerson(service)]
    for (const person of people) await person.put(path)

    const names = (answer: { body: { items: { username: string }[] } }) => answer.body.items.map((one) => one.username)
    const first = await service.get(`/api/v1/posts/${id}/likes?limit=2`)
    const rest = await service.get(`/api/v1/posts/${id}/likes?limit=2&cursor=${first.body.nextCursor}`)
    expect([...names(first), ...names(rest)]).toEqual(people.map(({ username }) => username).toReversed())
    expect(rest.body.nextCursor).toBeNull()
    const seenBy = async (who: { get: TestService['get'] }) =>
      (await who.get('/api/v1/posts?limit=1')).body.items[0].reactions
    expect(await seenBy(people[0] as Person)).toEqual({ likes: 3, comments: 0, liked: true, bookmarked: false })
    expect(await seenBy(service)).toEqual({ likes: 3, comments: 0, liked: false, bookmarked: false })
  })
})
