import { BlogDeleted, BlogUpdated, PostDeleted } from '@quark/contracts/events/blog'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('blogs', () => {
  let service: TestService
  let ada: Person
  let bob: Person

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'Ada')
    bob = await aPerson(service, 'bob')
  })
  afterAll(() => service?.stop())

  it('are created by whoever is signed in and read by anybody, in any case of the address', async () => {
    const fields = { slug: 'garden-2', title: '  Сад  ', description: 'О яблонях\nи грушах', language: 'ru' }
    const made = await ada.post('/api/v1/blogs', fields)

    const owner = { id: ada.id, username: 'Ada', name: 'Name of Ada' }
    expect(made).toMatchObject({ status: 201, body: { ...fields, title: 'Сад', owner } })
    expect(await service.get('/api/v1/blogs/Garden-2')).toMatchObject({ status: 200, body: made.body })
    expect(await service.post('/api/v1/blogs', fields)).toMatchObject({ status: 401 })
    expect(await service.get('/api/v1/blogs/nothing')).toMatchObject({ status: 404, body: { code: 'blog-not-found' } })
  })

  it('have an address each, which nobody else gets', async () => {
    await aBlog(ada, { slug: 'unique' })
    const second = await bob.post('/api/v1/blogs', { slug: 'unique', title: 'Mine', language: 'en' })
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'slug-taken', errors: [{ field: 'slug', code: 'taken' }] },
    })

    const raced = { slug: 'raced', title: 'R', language: 'en' }
    const all = await Promise.all(Array.from({ length: 8 }, () => bob.post('/api/v1/blogs', raced)))
    expect(all.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
  })

  it.each([
    'ab',
    'a'.repeat(61),
    'Big',
    'with space',
    'ёж',
    '-a-b',
    'a--b',
    'ab-',
    'a_b',
    'admin',
    'feed',
    '../x',
    'a\u0000b',
  ])('do not have the address %j', async (slug) => {
    const answer = await ada.post('/api/v1/blogs', { slug, title: 'T', language: 'en' })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: expect.arrayContaining([expect.objectContaining({ field: 'slug' })]) },
    })
  })

  it('are changed by their owner alone, who tells the other modules', async () => {
    const { id, slug } = await aBlog(ada, { title: 'Before', description: 'Stays' })
    const path = `/api/v1/blogs/${slug}`

    expect(await bob.put(path, { title: 'Mine' })).toMatchObject({ status: 403, body: { code: 'not-your-blog' } })
    expect(await service.put(path, { title: 'Mine' })).toMatchObject({ status: 401 })
    expect(await ada.put(path, {})).toMatchObject({ status: 400 })
    expect(await ada.put(path, { title: 'T', slug: 'moved' })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'unknown-field' }] },
    })
    expect(await ada.put('/api/v1/blogs/nothing', { title: 'T' })).toMatchObject({ status: 404 })
    const changed = await ada.put(path, { title: 'After', language: 'ru' })

    expect(changed).toMatchObject({ status: 200, body: { title: 'After', description: 'Stays', language: 'ru' } })
    expect((await service.get(path)).body).toEqual(changed.body)
    const news = (await service.published(BlogUpdated)).filter(({ blogId }) => blogId === id)
    expect(news).toEqual([{ blogId: id, ownerId: ada.id, slug, title: 'After', language: 'ru' }])
  })

  it('are listed by owner, the newest first, page by page', async () => {
    const eve = await aPerson(service, 'eve')
    const slugs: string[] = []
    for (let index = 0; index < 5; index++) slugs.unshift((await aBlog(eve)).slug)
    await aBlog(bob)

    const seen: string[] = []
    let cursor = ''
    do {
      const page = await service.get(`/api/v1/blogs?owner=EVE&limit=2${cursor && `&cursor=${cursor}`}`)
      expect(page.body.items.length).toBeLessThanOrEqual(2)
      seen.push(...page.body.items.map((blog: { slug: string }) => blog.slug))
      cursor = page.body.nextCursor
    } while (cursor)

    expect(seen).toEqual(slugs)
    expect((await service.get('/api/v1/blogs?owner=nobody')).body).toEqual({ items: [], nextCursor: null })
    expect((await service.get('/api/v1/blogs?limit=1')).body.items).toHaveLength(1)
  })

  it('are twenty a person at most, even when they come at once', async () => {
    const max = await aPerson(service, 'max')
    const answers = await Promise.all(
      Array.from({ length: 22 }, (_, index) =>
        max.post('/api/v1/blogs', { slug: `max-${index}`, title: 'M', language: 'en' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    expect(answers.filter(({ body }) => body.code === 'too-many-blogs')).toHaveLength(2)
  })

  it('take their posts along when their owner deletes them', async () => {
    const blog = await aBlog(ada)
    const published = await aPost(ada, blog, { status: 'published', title: 'Seen' })
    const draft = await aPost(ada, blog, { title: 'Unseen' })
    await bob.post(`/api/v1/posts/${published.id}/comments`, { text: 'Nice' })
    const path = `/api/v1/blogs/${blog.slug}`

    expect(await bob.delete(path)).toMatchObject({ status: 403 })
    expect(await ada.delete(path)).toMatchObject({ status: 204 })

    expect(await service.get(path)).toMatchObject({ status: 404 })
    expect(await ada.delete(path)).toMatchObject({ status: 404 })
    for (const { id } of [published, draft]) expect(await ada.get(`/api/v1/posts/${id}`)).toMatchObject({ status: 404 })
    const gone = (await service.published(PostDeleted)).filter(({ blogId }) => blogId === blog.id)
    expect(gone).toMatchObject([{ postId: published.id, reason: 'deleted', path: `/b/${blog.slug}/seen` }])
    expect(await service.published(BlogDeleted)).toEqual([{ blogId: blog.id, ownerId: ada.id, slug: blog.slug }])
  })
})
