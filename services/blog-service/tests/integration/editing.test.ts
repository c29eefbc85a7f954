import { PostUpdated } from '@quark/contracts/events/blog'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('editing a post', () => {
  let service: TestService
  let ada: Person
  let bob: Person
  let blog: { id: string; slug: string }

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    bob = await aPerson(service, 'bob')
    blog = await aBlog(ada)
  })
  afterAll(() => service?.stop())

  const edit = (
    who: Person,
    post: { id: string; revision: number },
    changes: unknown,
    ifMatch = `"${post.revision}"`,
  ) => who.put(`/api/v1/posts/${post.id}`, changes, { headers: { 'if-match': ifMatch } })

  it('changes what is named and keeps the rest', async () => {
    const post = await aPost(ada, blog, { title: 'One', tags: ['a', 'b'], excerpt: 'Mine' })

    const answer = await edit(ada, post, { html: '<p>New <b>text</b></p>' })

    expect(answer).toMatchObject({
      status: 200,
      body: { title: 'One', html: '<p>New <strong>text</strong></p>', tags: ['a', 'b'], excerpt: 'Mine', revision: 2 },
    })
    expect(answer.headers.get('etag')).toBe('"2"')
    expect((await ada.get(`/api/v1/posts/${post.id}`)).body).toEqual(answer.body)
    expect((await edit(ada, answer.body, { excerpt: null })).body.excerpt).toBe('New text')
  })

  it('needs the revision that was read, and shows the present state when it is another', async () => {
    const post = await aPost(ada, blog, { title: 'Base', html: '<p>base</p>' })
    await edit(ada, post, { html: '<p>first</p>' })

    const without = await ada.put(`/api/v1/posts/${post.id}`, { title: 'x' })
    const stale = await edit(ada, post, { html: '<p>second</p>' })

    expect(without).toMatchObject({ status: 428, body: { code: 'if-match-required' } })
    expect(stale.headers.get('content-type')).toContain('application/problem+json')
    expect(stale).toMatchObject({
      status: 412,
      body: {
        type: 'urn:quark:problem:changed-meanwhile',
        code: 'changed-meanwhile',
        current: { id: post.id, title: 'Base', html: '<p>first</p>', revision: 2 },
      },
    })
    expect((await ada.get(`/api/v1/posts/${post.id}`)).body).toEqual(stale.body.current)
    expect(await edit(ada, post, { title: 'x' }, 'nonsense')).toMatchObject({
      status: 400,
      body: { code: 'if-match-invalid' },
    })
    expect(await edit(ada, post, { title: 'Any' }, '*')).toMatchObject({ status: 200, body: { title: 'Any' } })
  })

  it('lets one of many writers at the same revision win', async () => {
    const post = await aPost(ada, blog)

    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => edit(ada, post, { title: `T${at}` })))

    const won = answers.filter(({ status }) => status === 200)
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)])
    expect((await ada.get(`/api/v1/posts/${post.id}`)).body).toEqual(won[0]?.body)
  })

  it('is for the author alone', async () => {
    const draft = await aPost(ada, blog)
    const published = await aPost(ada, blog, { status: 'published' })

    expect(await edit(bob, draft, { title: 'x' })).toMatchObject({ status: 404, body: { code: 'post-not-found' } })
    const refused = await edit(bob, published, { title: 'x' }, '"77"')
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-your-post' } })
    expect(refused.body.current).toBeUndefined()
    expect(await edit(ada, { id: bob.id, revision: 1 }, { title: 'x' })).toMatchObject({ status: 404 })
  })

  it('cannot take the title or the text away from a published post, and tells nothing of a draft', async () => {
    const post = await aPost(ada, blog, { status: 'published' })
    const draft = await aPost(ada, blog)

    expect(await edit(ada, post, { title: '' })).toMatchObject({ status: 400, body: { code: 'not-publishable' } })
    expect(await edit(ada, post, { html: '<p></p>' })).toMatchObject({ status: 400, body: { code: 'not-publishable' } })
    expect(await edit(ada, draft, { title: '', html: '' })).toMatchObject({ status: 200, body: { revision: 2 } })
    const told = (await service.published(PostUpdated)).map(({ postId }) => postId)
    expect(told).not.toContain(post.id)
    expect(told).not.toContain(draft.id)
  })

  it('answers 304 to who has the post as it is', async () => {
    const post = await aPost(ada, blog, { status: 'published' })
    const path = `/api/v1/posts/${post.id}`

    const same = await service.get(path, { headers: { 'if-none-match': '"1"' } })
    expect(same).toMatchObject({ status: 304, body: '' })
    await edit(ada, post, { title: 'Changed' })
    expect(await service.get(path, { headers: { 'if-none-match': '"1"' } })).toMatchObject({ status: 200 })
  })

  it('cleans the text at write, and at read what an older policy let through', async () => {
    const post = await aPost(ada, blog, { html: '<p onclick="x()">a<script>b</script></p>', status: 'published' })
    expect(post.html).toBe('<p>a</p>')

    await service.db`update post set html = '<p onclick="x()">old</p>', html_policy = 0 where id = ${post.id}`
    expect((await service.get(`/api/v1/posts/${post.id}`)).body.html).toBe('<p>old</p>')
    await edit(ada, post, { title: 'Again' })
    const [row] = await service.db`select html from post where id = ${post.id}`
    expect(row?.html).toBe('<p>old</p>')
  })
})
