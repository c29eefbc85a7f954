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
})
