import { randomUUID } from 'node:crypto'
import { PostDeleted } from '@quark/contracts/events/blog'
import { UserDeleted, UserUpdated } from '@quark/contracts/events/user'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, type Profiles, startBlog } from '../builders.js'

describe('what the module knows of people', () => {
  const profiles: Profiles = new Map()
  let service: TestService

  beforeAll(async () => {
    service = await startBlog(profiles)
  })
  afterAll(() => service?.stop())

  const tell = async (userId: string, username: string, revision: number, avatarUrl?: string): Promise<void> => {
    const profile = { userId, username, name: username, locale: 'en', revision, avatarUrl } as const
    const event = await service.publish(UserUpdated, profile)
    await until('the news is read', () => service.handled(event))
  }
  const erase = async (userId: string): Promise<void> => {
    const event = await service.publish(UserDeleted, { userId })
    await until('the news is read', () => service.handled(event))
  }
  const ownerOf = async (slug: string) => (await service.get(`/api/v1/blogs/${slug}`)).body.owner

  it('is asked of user-service when somebody writes before the news of them came', async () => {
    const id = randomUUID()
    profiles.set(id, { username: 'fast', name: 'Fast One' })
    const person = Object.assign(service.as(id), { id, username: 'fast' })

    const { slug } = await aBlog(person)

    expect(await ownerOf(slug)).toEqual({ id, username: 'fast', name: 'Fast One', avatarUrl: null })
    await tell(id, 'faster', 2, '/media/x/y/preview.webp')
    expect(await ownerOf(slug)).toMatchObject({ username: 'faster', avatarUrl: '/media/x/y/preview.webp' })
  })

  it('refuses to let somebody write whom nobody knows', async () => {
    const body = { slug: 'nobodys', title: 'T', language: 'en' }
    const answer = await service.as(randomUUID()).post('/api/v1/blogs', body)
    expect(answer).toMatchObject({ status: 403, body: { code: 'account-deleted' } })
  })

  it('follows the newest news, in whatever order they come', async () => {
    const ada = await aPerson(service, 'ada')
    const { slug } = await aBlog(ada)
    await aPost(ada, { id: (await service.get(`/api/v1/blogs/${slug}`)).body.id }, { status: 'published' })

    await tell(ada.id, 'ada-3', 3)
    await tell(ada.id, 'ada-2', 2)

    expect(await ownerOf(slug)).toMatchObject({ username: 'ada-3' })
    expect((await service.get('/api/v1/posts?author=ada-3')).body.items).toHaveLength(1)
    expect((await service.get('/api/v1/posts?author=ada')).body.items).toHaveLength(0)
  })

  it('goes with everything the person wrote when their account is deleted', async () => {
    const ada: Person = await aPerson(service, 'leaving')
    const bob: Person = await aPerson(service, 'staying')
    const blog = await aBlog(ada)
    const post = await aPost(ada, blog, { status: 'published' })
    await aPost(ada, blog)
    const other = await aPost(bob, await aBlog(bob), { status: 'published' })
    const comments = `/api/v1/posts/${other.id}/comments`
    const question = await ada.post(comments, { text: 'A question' })
    await bob.post(comments, { text: 'An answer', parentId: question.body.id })
    await bob.post(`/api/v1/posts/${post.id}/comments`, { text: 'Under a post that goes' })

    await erase(ada.id)

    expect(await service.get(`/api/v1/blogs/${blog.slug}`)).toMatchObject({ status: 404 })
    expect(await ada.get(`/api/v1/posts/${post.id}`)).toMatchObject({ status: 404 })
    expect((await service.get(comments)).body.items).toMatchObject([
      { text: '', author: null, deleted: true },
      { text: 'An answer' },
    ])
    const gone = (await service.published(PostDeleted)).filter(({ authorId }) => authorId === ada.id)
    expect(gone).toMatchObject([{ postId: post.id, reason: 'deleted' }])
    const left = await service.db`
      select (select count(*) from post where author_id = ${ada.id}) as posts,
        (select count(*) from comment where author_id = ${ada.id}) as comments,
        (select username || name from author where id = ${ada.id}) as name`
    expect(left[0]).toEqual({ posts: '0', comments: '0', name: '' })
  })

  it('stays gone: a token that is still valid writes nothing, and late news bring nobody back', async () => {
    const ada = await aPerson(service, 'ghost')
    const reader = await aPerson(service, 'reader')
    const post = await aPost(reader, await aBlog(reader), { status: 'published' })
    profiles.set(ada.id, { username: 'ghost', name: 'Late News' })
    await erase(ada.id)
    await tell(ada.id, 'ghost', 9)

    const refused = { status: 403, body: { code: 'account-deleted' } }
    expect(await ada.post('/api/v1/blogs', { slug: 'ghosts', title: 'T', language: 'en' })).toMatchObject(refused)
    expect(await ada.post(`/api/v1/posts/${post.id}/comments`, { text: 'Boo' })).toMatchObject(refused)
    const [row] = await service.db`select username, name from author where id = ${ada.id}`
    expect(row).toEqual({ username: '', name: '' })
  })
})
