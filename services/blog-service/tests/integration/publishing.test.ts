import { PostDeleted, PostPublished, PostUpdated } from '@quark/contracts/events/blog'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('the life of a post', () => {
  let service: TestService
  let ada: Person
  let bob: Person

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    bob = await aPerson(service, 'bob')
  })
  afterAll(() => service?.stop())

  const eventsOf = async (event: typeof PostPublished | typeof PostUpdated | typeof PostDeleted, postId: string) =>
    (await service.published(event as typeof PostDeleted)).filter((data) => data.postId === postId)

  it('is a draft that its author alone can read', async () => {
    const blog = await aBlog(ada, { slug: 'notes', title: 'Notes', language: 'en' })

    const draft = await ada.post('/api/v1/posts', { blogId: blog.id, title: 'First steps', html: '<p>One two.</p>' })

    expect(draft).toMatchObject({
      status: 201,
      body: {
        blog: { id: blog.id, slug: 'notes', title: 'Notes', language: 'en' },
        slug: 'first-steps',
        title: 'First steps',
        html: '<p>One two.</p>',
        excerpt: 'One two.',
        tags: [],
        status: 'draft',
        author: { id: ada.id, username: 'ada', name: 'Name of ada' },
        cover: null,
        publishedAt: null,
        readingMinutes: 1,
        revision: 1,
      },
    })
    expect(draft.headers.get('etag')).toBe('"1"')
    const path = `/api/v1/posts/${draft.body.id}`
    expect(await ada.get(path)).toMatchObject({ status: 200, body: draft.body })
    const hidden = { status: 404, body: { code: 'post-not-found' } }
    expect(await bob.get(path)).toMatchObject(hidden)
    expect(await service.get(path)).toMatchObject(hidden)
    expect(await service.get('/api/v1/blogs/notes/posts/first-steps')).toMatchObject(hidden)
    expect(await bob.post(`${path}/publish`)).toMatchObject(hidden)
    expect(await bob.delete(path)).toMatchObject(hidden)
    expect(await eventsOf(PostPublished, draft.body.id)).toEqual([])
  })

  it('appears when it is published, once, and the other modules are told', async () => {
    const blog = await aBlog(ada, { slug: 'news-of-ada', language: 'ru' })
    const draft = await aPost(ada, blog, { title: 'Привет, мир', tags: ['Мир', '#привет'] })

    const published = await ada.post(`/api/v1/posts/${draft.id}/publish`)
    const again = await ada.post(`/api/v1/posts/${draft.id}/publish`)

    expect(published).toMatchObject({ status: 200, body: { status: 'published', revision: 2, slug: 'privet-mir' } })
    expect(published.headers.get('etag')).toBe('"2"')
    expect(again).toMatchObject({ status: 409, body: { code: 'already-published' } })
    expect((await service.get(`/api/v1/posts/${draft.id}`)).body).toEqual(published.body)
    expect((await service.get('/api/v1/blogs/news-of-ada/posts/privet-mir')).body).toEqual(published.body)
    expect(await eventsOf(PostPublished, draft.id)).toEqual([
      {
        postId: draft.id,
        blogId: blog.id,
        authorId: ada.id,
        path: '/b/news-of-ada/privet-mir',
        title: 'Привет, мир',
        excerpt: 'Some text.',
        tags: ['мир', 'привет'],
        language: 'ru',
        publishedAt: published.body.publishedAt,
        revision: 2,
      },
    ])
  })

  it('can be published at once', async () => {
    const post = await aPost(ada, await aBlog(ada), { title: 'At once', status: 'published' })

    expect(await service.get(`/api/v1/posts/${post.id}`)).toMatchObject({ status: 200, body: { status: 'published' } })
    expect(await eventsOf(PostPublished, post.id)).toMatchObject([{ postId: post.id, revision: 1 }])
  })

  it('goes when it is unpublished, and may come back', async () => {
    const post = await aPost(ada, await aBlog(ada), { status: 'published' })

    const draft = await ada.post(`/api/v1/posts/${post.id}/unpublish`)

    expect(draft).toMatchObject({ status: 200, body: { status: 'draft', publishedAt: null, revision: 2 } })
    expect(await service.get(`/api/v1/posts/${post.id}`)).toMatchObject({ status: 404 })
    expect(await eventsOf(PostDeleted, post.id)).toMatchObject([{ reason: 'unpublished' }])
    expect(await ada.post(`/api/v1/posts/${post.id}/unpublish`)).toMatchObject({ status: 409 })
    expect(await ada.post(`/api/v1/posts/${post.id}/publish`)).toMatchObject({ status: 200, body: { revision: 3 } })
    expect(await eventsOf(PostPublished, post.id)).toHaveLength(2)
  })

  it('is deleted by its author alone; nothing is told of a draft', async () => {
    const blog = await aBlog(ada)
    const post = await aPost(ada, blog, { status: 'published' })
    const draft = await aPost(ada, blog)

    const refused = await bob.delete(`/api/v1/posts/${post.id}`)
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-your-post' } })
    expect(await ada.delete(`/api/v1/posts/${post.id}`)).toMatchObject({ status: 204 })
    expect(await ada.delete(`/api/v1/posts/${draft.id}`)).toMatchObject({ status: 204 })

    expect(await ada.get(`/api/v1/posts/${post.id}`)).toMatchObject({ status: 404 })
    expect(await ada.get(`/api/v1/posts/${draft.id}`)).toMatchObject({ status: 404 })
    expect(await eventsOf(PostDeleted, post.id)).toMatchObject([{ reason: 'deleted', authorId: ada.id }])
    expect(await eventsOf(PostDeleted, draft.id)).toEqual([])
  })

  it.each([
    ['no title', { title: ' ' }, ['title']],
    ['no text', { html: '<p> </p><script>alert(1)</script>' }, ['html']],
    ['neither', { title: '', html: '' }, ['title', 'html']],
  ])('stays a draft while it has %s', async (_, fields, at) => {
    const blog = await aBlog(ada)
    const draft = await aPost(ada, blog, fields)

    const answer = await ada.post(`/api/v1/posts/${draft.id}/publish`)
    const atOnce = await ada.post('/api/v1/posts', {
      ...{ blogId: blog.id, title: 'T', html: '<p>t</p>', status: 'published' },
      ...fields,
    })

    for (const { status, body } of [answer, atOnce]) {
      expect(status).toBe(400)
      expect(body.code).toBe('not-publishable')
      expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(at)
    }
    expect(await service.get(`/api/v1/posts/${draft.id}`)).toMatchObject({ status: 404 })
  })

  it('is written in one’s own blog only', async () => {
    const blog = await aBlog(ada)
    const body = { blogId: blog.id, title: 'Mine now', html: '<p>!</p>' }

    expect(await bob.post('/api/v1/posts', body)).toMatchObject({ status: 403, body: { code: 'not-your-blog' } })
    expect(await service.post('/api/v1/posts', body)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    const unknown = { ...body, blogId: ada.id }
    expect(await ada.post('/api/v1/posts', unknown)).toMatchObject({ status: 404, body: { code: 'blog-not-found' } })
  })
})
