import { randomUUID } from 'node:crypto'
import { UserDeleted } from '@quark/contracts/events/user'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog, titlesOf } from '../builders.js'

describe('bookmarks', () => {
  let service: TestService
  let ada: Person
  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
  })
  afterAll(() => service?.stop())

  const posts = async (...titles: string[]) => {
    const blog = await aBlog(ada)
    const made = []
    for (const title of titles) made.push((await aPost(ada, blog, { title, status: 'published' })).id)
    return made as [string, ...string[]]
  }
  const at = (id: string): string => `/api/v1/posts/${id}/bookmark`

  it('are listed for their owner alone, the last one first, page by page', async () => {
    const [one, two, three] = await posts('one', 'two', 'three')
    const bob = await aPerson(service)
    for (const id of [two, one, three]) expect(await bob.put(at(id ?? ''))).toMatchObject({ status: 204 })
    expect(await bob.put(at(two ?? ''))).toMatchObject({ status: 204 })

    const first = await bob.get('/api/v1/bookmarks?limit=2')
    expect(titlesOf(first)).toEqual(['three', 'one'])
    expect(first.body.items[0].reactions).toEqual({ likes: 0, comments: 0, liked: false, bookmarked: true })
    expect(titlesOf(await bob.get(`/api/v1/bookmarks?limit=2&cursor=${first.body.nextCursor}`))).toEqual(['two'])
    expect((await ada.get('/api/v1/bookmarks')).body).toEqual({ items: [], nextCursor: null })
    expect((await ada.get(`/api/v1/posts/${one}/reactions`)).body.bookmarked).toBe(false)
    expect(await service.get('/api/v1/bookmarks')).toMatchObject({ status: 401 })

    expect(await bob.delete(at(one))).toMatchObject({ status: 204 })
    expect(await bob.delete(at(one))).toMatchObject({ status: 204 })
    expect(titlesOf(await bob.get('/api/v1/bookmarks'))).toEqual(['three', 'two'])
  })

  it('leave out what cannot be read, until it can again', async () => {
    const [one] = await posts('hidden')
    const bob = await aPerson(service)
    await bob.put(at(one))
    await ada.post(`/api/v1/posts/${one}/unpublish`)
    expect(titlesOf(await bob.get('/api/v1/bookmarks'))).toEqual([])
    await ada.post(`/api/v1/posts/${one}/publish`)
    expect(titlesOf(await bob.get('/api/v1/bookmarks'))).toEqual(['hidden'])
  })

  it('go with the post and with the person', async () => {
    const [one, two] = await posts('going', 'staying')
    const bob = await aPerson(service)
    await bob.put(at(one))
    await bob.put(at(two ?? ''))
    await ada.delete(`/api/v1/posts/${one}`)
    expect(titlesOf(await bob.get('/api/v1/bookmarks'))).toEqual(['staying'])
    const event = await service.publish(UserDeleted, { userId: bob.id })
    await until('the person to be gone', () => service.handled(event))
    expect(await service.db`select from bookmark where user_id = ${bob.id}`).toHaveLength(0)
  })

  it('are refused for what the caller cannot read', async () => {
    const draft = await aPost(ada, await aBlog(ada))
    const bob = await aPerson(service)
    for (const id of [draft.id, randomUUID()]) {
      expect(await bob.put(at(id))).toMatchObject({ status: 404, body: { code: 'post-not-found' } })
      expect(await bob.delete(at(id))).toMatchObject({ status: 404 })
    }
    expect(await service.put(at(draft.id))).toMatchObject({ status: 401 })
  })
})
