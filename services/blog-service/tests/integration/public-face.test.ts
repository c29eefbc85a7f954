import { BlogCreated } from '@quark/contracts/events/blog'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog, titlesOf } from '../builders.js'

describe('the public face of posts', () => {
  let service: TestService
  let ada: Person
  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
  })
  afterAll(() => service?.stop())

  const published = (blog: { id: string }, title: string, more: Record<string, unknown> = {}) =>
    aPost(ada, blog, { title, status: 'published', ...more })

  it('tells that a blog has begun', async () => {
    const { id, slug } = await aBlog(ada)
    expect(await service.published(BlogCreated)).toContainEqual(expect.objectContaining({ blogId: id, slug }))
  })

  describe('GET /posts/latest', () => {
    it('gives the newest published posts of a blog, a person or a tag with their texts', async () => {
      const blog = await aBlog(ada)
      await published(blog, 'One', { html: '<p>first</p>', tags: ['latest'] })
      await aPost(ada, blog, { title: 'Draft', tags: ['latest'] })
      await published(blog, 'Two', { html: '<p>second</p>' })

      const ofBlog = await service.get(`/api/v1/posts/latest?blog=${blog.slug}`)
      expect(ofBlog.body.items).toMatchObject([
        { title: 'Two', html: '<p>second</p>' },
        { title: 'One', html: '<p>first</p>' },
      ])
      expect(titlesOf(await service.get('/api/v1/posts/latest?tag=Latest'))).toEqual(['One'])
      expect(titlesOf(await service.get('/api/v1/posts/latest?author=ADA&limit=1'))).toEqual(['Two'])
      expect(titlesOf(await service.get('/api/v1/posts/latest?author=nobody'))).toEqual([])
    })
  })

  describe('GET /posts/{id}/related', () => {
    it('puts shared tags and words first, and never shows the post itself, a draft or what has nothing in common', async () => {
      const blog = await aBlog(ada)
      const post = await published(blog, 'Growing tomatoes indoors', { tags: ['garden', 'tomato'] })
      await published(blog, 'Soil', { tags: ['garden', 'tomato'] })
      await published(blog, 'Pots', { tags: ['garden'] })
      await published(blog, 'A tomato in winter')
      await published(blog, 'Bicycles')
      await aPost(ada, blog, { title: 'Secret tomatoes', tags: ['garden', 'tomato'] })

      const related = await service.get(`/api/v1/posts/${post.id}/related?limit=10`)
      expect(titlesOf(related)).toEqual(['Soil', 'Pots', 'A tomato in winter'])
      expect(titlesOf(await service.get(`/api/v1/posts/${post.id}/related?limit=1`))).toEqual(['Soil'])
    })

    it('prefers the language of the post', async () => {
      const english = await aBlog(ada)
      const russian = await aBlog(ada, { language: 'ru' })
      const post = await published(russian, 'Про велосипеды', { tags: ['bicycle', 'wheel'] })
      await published(english, 'Wheels', { tags: ['bicycle', 'wheel'] })
      await published(russian, 'Колесо', { tags: ['bicycle'] })
      expect(titlesOf(await service.get(`/api/v1/posts/${post.id}/related?limit=2`))).toEqual(['Колесо', 'Wheels'])
    })

    it('has nothing to say of a draft, to its author either', async () => {
      const draft = await aPost(ada, await aBlog(ada))
      expect(await ada.get(`/api/v1/posts/${draft.id}/related`)).toMatchObject({ status: 404 })
    })

    it('survives words that mean something to a query', async () => {
      const blog = await aBlog(ada)
      const post = await published(blog, `It's & | ! :* (quotes') "double" \\slash`, {
        tags: ['c++', "o'reilly"].slice(0, 1),
      })
      expect(await service.get(`/api/v1/posts/${post.id}/related`)).toMatchObject({ status: 200 })
    })
  })

  describe('GET /posts/sitemap', () => {
    it('lists the addresses of posts that readers see, of their blogs and authors, and when they changed', async () => {
      const writer = await aPerson(service, 'mapped')
      const blog = await aBlog(writer, { slug: 'mapped-blog' })
      const empty = await aBlog(writer)
      const post = await aPost(writer, blog, { title: 'On the map', status: 'published' })
      await aPost(writer, blog, { title: 'Off the map' })

      const { body: index } = await service.get('/api/v1/posts/sitemap')
      expect(index).toMatchObject({ parts: [{ modifiedAt: post.publishedAt }], items: [] })
      const { body: part } = await service.get('/api/v1/posts/sitemap?part=1')
      for (const path of ['/b/mapped-blog/on-the-map', '/b/mapped-blog', '/@mapped'])
        expect(part.items).toContainEqual({ path, modifiedAt: post.publishedAt })
      const paths = part.items.map((item: { path: string }) => item.path)
      expect(paths).not.toContain('/b/mapped-blog/off-the-map')
      expect(paths).not.toContain(`/b/${empty.slug}`)
      expect(await service.get('/api/v1/posts/sitemap?part=2')).toMatchObject({ status: 404 })
    })
  })
})
