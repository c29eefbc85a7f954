import { PostUpdated } from '@quark/contracts/events/blog'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('the address of a post', () => {
  let service: TestService
  let ada: Person
  let blog: { id: string; slug: string }

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    blog = await aBlog(ada)
  })
  afterAll(() => service?.stop())

  const edit = (who: Person, post: { id: string; revision: number }, changes: unknown) =>
    who.put(`/api/v1/posts/${post.id}`, changes, { headers: { 'if-match': `"${post.revision}"` } })

  it('follows the title of a draft; each post of a blog has its own', async () => {
    const one = await aPost(ada, blog, { title: 'Про кошек' })
    const two = await aPost(ada, blog, { title: 'Про кошек!' })
    const three = await aPost(ada, blog, { title: 'Другое' })

    expect([one.slug, two.slug]).toEqual(['pro-koshek', 'pro-koshek-2'])
    expect(await edit(ada, three, { title: 'Про кошек' })).toMatchObject({
      status: 200,
      body: { slug: 'pro-koshek-3' },
    })
    expect(await edit(ada, two, { title: 'Про  кошек' })).toMatchObject({ body: { slug: 'pro-koshek-2' } })
    const elsewhere = await aPost(ada, await aBlog(ada), { title: 'Про кошек' })
    expect(elsewhere.slug).toBe('pro-koshek')
  })

  it('is another for each of many posts of one title that come at once', async () => {
    const posts = await Promise.all(Array.from({ length: 8 }, () => aPost(ada, blog, { title: 'Same' })))
    expect(posts.map(({ slug }) => slug).sort()).toEqual(['same', ...[2, 3, 4, 5, 6, 7, 8].map((n) => `same-${n}`)])
  })

  it('stays when a published post gets another title, unless another address is asked for', async () => {
    const draft = await aPost(ada, blog, { title: 'Old title' })
    const post = (await ada.post(`/api/v1/posts/${draft.id}/publish`)).body
    const other = await aPost(ada, blog, { title: 'Other' })

    const renamed = await edit(ada, post, { title: 'New title' })
    expect(renamed.body).toMatchObject({ title: 'New title', slug: 'old-title' })
    const taken = await edit(ada, renamed.body, { slug: other.slug })
    expect(taken).toMatchObject({ status: 409, body: { code: 'slug-taken', errors: [{ field: 'slug' }] } })
    const moved = await edit(ada, renamed.body, { slug: 'new-address' })
    expect(moved.body).toMatchObject({ slug: 'new-address', revision: 4 })
    expect(await service.get(`/api/v1/blogs/${blog.slug}/posts/new-address`)).toMatchObject({ status: 200 })

    const news = (await service.published(PostUpdated)).filter(({ postId }) => postId === post.id)
    expect(news).toMatchObject([
      { title: 'New title', path: `/b/${blog.slug}/old-title`, revision: 3 },
      { path: `/b/${blog.slug}/new-address`, previousPath: `/b/${blog.slug}/old-title`, revision: 4 },
    ])
    expect(news[0]?.previousPath).toBeUndefined()
  })

  const at = (slug: string, who: Pick<Person, 'get'> = service) => who.get(`/api/v1/blogs/${blog.slug}/posts/${slug}`)

  it('leads from every old address to the present one, for ever', async () => {
    const post = await aPost(ada, blog, { title: 'First home', status: 'published' })
    const second = (await edit(ada, post, { slug: 'second-home' })).body
    await edit(ada, second, { slug: 'third-home' })

    for (const old of ['first-home', 'second-home']) {
      const answer = await at(old)
      expect(answer).toMatchObject({
        status: 301,
        body: { code: 'post-moved', path: `/b/${blog.slug}/third-home` },
      })
      expect(answer.headers.get('location')).toBe(`/api/v1/blogs/${blog.slug}/posts/third-home`)
    }
  })

  it('is never given to another post of the blog, but the post may have its own back', async () => {
    const post = await aPost(ada, blog, { title: 'Well known', status: 'published' })
    const moved = (await edit(ada, post, { slug: 'less-known' })).body

    expect((await aPost(ada, blog, { title: 'Well known' })).slug).toBe('well-known-2')
    const other = await aPost(ada, blog, { title: 'Usurper' })
    expect(await edit(ada, other, { slug: 'well-known' })).toMatchObject({ status: 409, body: { code: 'slug-taken' } })
    expect(await edit(ada, moved, { slug: 'well-known' })).toMatchObject({ status: 200 })
    expect(await at('well-known')).toMatchObject({ status: 200 })
    expect(await at('less-known')).toMatchObject({ status: 301 })
  })

  it('says that a post is gone when readers could see it once, and nothing of one that they never could', async () => {
    const deleted = await aPost(ada, blog, { title: 'Regretted', status: 'published' })
    const withdrawn = await aPost(ada, blog, { title: 'Withdrawn', status: 'published' })
    await aPost(ada, blog, { title: 'Never shown' })
    const unshown = await aPost(ada, blog, { title: 'Thrown away' })
    await ada.delete(`/api/v1/posts/${deleted.id}`)
    await ada.delete(`/api/v1/posts/${unshown.id}`)
    await ada.post(`/api/v1/posts/${withdrawn.id}/unpublish`)

    for (const slug of ['regretted', 'withdrawn'])
      expect(await at(slug)).toMatchObject({ status: 410, body: { code: 'post-gone' } })
    expect(await at('withdrawn', ada)).toMatchObject({ status: 200, body: { status: 'draft' } })
    for (const slug of ['never-shown', 'thrown-away', 'unheard-of'])
      expect(await at(slug)).toMatchObject({ status: 404, body: { code: 'post-not-found' } })
    expect((await aPost(ada, blog, { title: 'Regretted' })).slug).toBe('regretted-2')
  })

  it('is gone with the blog, until another blog of that name has a post there', async () => {
    const doomed = await aBlog(ada, { slug: 'doomed-blog' })
    await aPost(ada, doomed, { title: 'Hello', status: 'published' })
    await ada.delete('/api/v1/blogs/doomed-blog')
    const read = () => service.get('/api/v1/blogs/doomed-blog/posts/hello')
    expect(await read()).toMatchObject({ status: 410 })

    await aPost(ada, await aBlog(ada, { slug: 'doomed-blog' }), { title: 'Hello', status: 'published' })
    expect(await read()).toMatchObject({ status: 200 })
  })
})
