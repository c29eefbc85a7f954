import { BlogService } from '@quark/contracts/rpc/blog/v1/blog_pb'
import { uuidv7 } from '@quark/service-kit'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('quark.blog.v1.BlogService', () => {
  let service: TestService
  let ada: Person
  let bob: Person
  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    bob = await aPerson(service, 'bob')
  })
  afterAll(() => service?.stop())

  const rpc = () => service.rpc(BlogService)
  const published = async (author: Person, fields: Record<string, unknown> = {}) =>
    (await aPost(author, await aBlog(author), { status: 'published', ...fields })).id
  const idsOf = ({ posts }: { posts: { id: string }[] }): string[] => posts.map(({ id }) => id)
  const newest = (tag: string, page: { limit: number; after?: { publishedAt: string; id: string } }, viewerId = '') =>
    rpc().listPosts({ which: { case: 'newest', value: { tag } }, viewerId, ...page })

  it('lists what is published in pages, with what readers think of it', async () => {
    const ids = [
      await published(ada, { tags: ['pages'] }),
      await published(bob, { tags: ['pages'] }),
      await published(ada, { tags: ['pages'] }),
    ]
    await aPost(ada, await aBlog(ada), { tags: ['pages'] })
    await bob.put(`/api/v1/posts/${ids[2]}/like`)
    await ada.put(`/api/v1/posts/${ids[2]}/like`)
    await bob.post(`/api/v1/posts/${ids[2]}/comments`, { text: 'Yes.' })

    const first = await newest('pages', { limit: 2 }, bob.id)
    expect([idsOf(first), first.more]).toEqual([[ids[2], ids[1]], true])
    expect(first.posts[0]).toMatchObject({
      author: { id: ada.id, username: 'ada' },
      tags: ['pages'],
      reactions: { likes: 2, comments: 1, liked: true },
    })
    const [, last] = first.posts
    const second = await newest('pages', {
      limit: 2,
      after: { publishedAt: last?.publishedAt ?? '', id: last?.id ?? '' },
    })
    expect([idsOf(second), second.more]).toEqual([[ids[0]], false])
    expect((await newest('pages', { limit: 1 })).posts[0]?.reactions).toMatchObject({ likes: 2, liked: false })
    expect(idsOf(await newest('', { limit: 3 }))).toEqual(ids.toReversed())
  })

  it('lists what some people wrote, in one order', async () => {
    const [eve, mia] = [await aPerson(service), await aPerson(service)]
    const ids = [await published(eve), await published(mia), await published(eve), await published(ada)]
    const of = (people: string[], limit: number) =>
      rpc().listPosts({ which: { case: 'authors', value: { ids: people } }, limit })

    expect(idsOf(await of([eve.id, mia.id], 10))).toEqual([ids[2], ids[1], ids[0]])
    expect(await of([eve.id, mia.id], 2)).toMatchObject({ more: true, posts: [{ id: ids[2] }, { id: ids[1] }] })
    expect(idsOf(await of([uuidv7()], 10))).toEqual([])
  })

  it('lists posts by their ids, in that order and without what is not published', async () => {
    const [one, two] = [await published(ada), await published(bob)]
    const draft = (await aPost(ada, await aBlog(ada))).id
    const ids = [two, uuidv7(), draft, one]

    expect(idsOf(await rpc().listPosts({ which: { case: 'ids', value: { ids } } }))).toEqual([two, one])
    const { reactions } = await rpc().countReactions({ postIds: ids })
    expect(reactions.map(({ postId }) => postId).sort()).toEqual([one, two].sort())
  })

  it('names what an order by taste may choose from', async () => {
    const id = await published(ada, { tags: ['tea'] })
    await bob.put(`/api/v1/posts/${id}/like`)
    const { candidates } = await rpc().listCandidates({})
    expect(candidates[0]).toMatchObject({ id, authorId: ada.id, tags: ['tea'], likes: 1 })
  })

  it('knows the tags of what a person liked and wrote, the most frequent first', async () => {
    const eve = await aPerson(service)
    const [one, two] = [
      await published(ada, { tags: ['tea', 'cups'] }),
      await published(ada, { tags: ['tea', 'rain'] }),
    ]
    for (const id of [one, two]) await eve.put(`/api/v1/posts/${id}/like`)
    await published(eve, { tags: ['tea', 'cups'] })
    await aPost(eve, await aBlog(eve), { tags: ['secret'] })

    const { tags } = await rpc().readTaste({ personId: eve.id })
    expect(tags.map(({ tag, posts }) => [tag, posts])).toEqual([
      ['tea', 3],
      ['cups', 2],
      ['rain', 1],
    ])
    expect((await rpc().readTaste({ personId: uuidv7() })).tags).toEqual([])
  })

  it('lists what a person owns, and counts what it does not list', async () => {
    const eve = await aPerson(service)
    const blog = await aBlog(eve, { title: 'Notes' })
    const drafts = [await aPost(eve, blog, { title: '' }), await aPost(eve, blog, { title: 'Second' })]
    await aPost(eve, blog, { status: 'published' })

    const own = await rpc().listOwn({ personId: eve.id, limit: 1 })
    expect(own).toMatchObject({ blogs: [{ title: 'Notes', slug: blog.slug }], draftCount: 2 })
    expect(own.drafts).toMatchObject([{ id: drafts[1]?.id, title: 'Second', blog: { slug: blog.slug } }])
    expect(await rpc().listOwn({ personId: uuidv7(), limit: 1 })).toMatchObject({
      blogs: [],
      drafts: [],
      draftCount: 0,
    })
  })

  it('does not tell of a blog that was deleted meanwhile', async () => {
    const eve = await aPerson(service)
    const blog = await aBlog(eve)
    const { id } = await aPost(eve, blog, { status: 'published' })
    await eve.delete(`/api/v1/blogs/${blog.slug}`)
    await until('the post to be gone', async () => !idsOf(await newest('', { limit: 100 })).includes(id))
    expect((await rpc().listOwn({ personId: eve.id, limit: 1 })).blogs).toEqual([])
  })

  it.each([
    ['a limit of none', { limit: 0 }],
    ['a limit of 101', { limit: 101 }],
    ['a place that is none', { limit: 1, after: { publishedAt: 'yesterday', id: uuidv7() } }],
    ['a viewer who is nobody’s id', { limit: 1, viewerId: 'ada' }],
    ['201 posts', { which: { case: 'ids', value: { ids: Array.from({ length: 201 }, () => uuidv7()) } } }],
    ['an author who is nobody’s id', { limit: 1, which: { case: 'authors', value: { ids: ['ada'] } } }],
  ])('refuses %s', async (_, request) => {
    await expect(rpc().listPosts(request as Parameters<ReturnType<typeof rpc>['listPosts']>[0])).rejects.toMatchObject({
      status: 400,
      code: 'invalid-request',
    })
  })
})
