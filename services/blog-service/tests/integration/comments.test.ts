import { randomUUID } from 'node:crypto'
import { CommentCreated } from '@quark/contracts/events/blog'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('comments', () => {
  let service: TestService
  let ada: Person
  let bob: Person
  let path: string
  let where: string
  let postId: string

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    bob = await aPerson(service, 'bob')
    const blog = await aBlog(ada)
    const post = await aPost(ada, blog, { status: 'published' })
    postId = post.id
    where = `/b/${blog.slug}/${post.slug}`
    path = `/api/v1/posts/${postId}/comments`
  })
  afterAll(() => service?.stop())

  it('are written by whoever is signed in, and told to the other modules', async () => {
    const made = await bob.post(path, { text: ' Line one\r\nline <b>two</b> ' })
    const answer = await ada.post(path, { text: 'Спасибо!', parentId: made.body.id })

    const author = { id: bob.id, username: 'bob', name: 'Name of bob' }
    expect(made).toMatchObject({
      status: 201,
      body: { postId, parentId: null, author, text: 'Line one\nline <b>two</b>' },
    })
    expect(answer).toMatchObject({ status: 201, body: { parentId: made.body.id, threadId: made.body.id, depth: 1 } })
    expect(answer.headers.get('etag')).toBe('"1"')
    expect((await service.get(`${path}/${answer.body.id}`)).body).toEqual(answer.body)
    expect((await service.get(path)).body).toEqual({ items: [made.body, answer.body], nextCursor: null })
    expect(await service.post(path, { text: 'x' })).toMatchObject({ status: 401 })
    const about = { postId, postAuthorId: ada.id, path: where, threadId: made.body.id }
    expect(await service.published(CommentCreated)).toEqual([
      { ...about, commentId: made.body.id, authorId: bob.id, parentId: null, parentAuthorId: null },
      { ...about, commentId: answer.body.id, authorId: ada.id, parentId: made.body.id, parentAuthorId: bob.id },
    ])
  })

  it('come page by page, the oldest first', async () => {
    const post = await aPost(ada, await aBlog(ada), { status: 'published' })
    const here = `/api/v1/posts/${post.id}/comments`
    for (let at = 0; at < 5; at++) await bob.post(here, { text: `c${at}` })

    const first = await service.get(`${here}?limit=3`)
    const second = await service.get(`${here}?limit=3&cursor=${first.body.nextCursor}`)

    const texts = [...first.body.items, ...second.body.items].map(({ text }) => text)
    expect(texts).toEqual(['c0', 'c1', 'c2', 'c3', 'c4'])
    expect(second.body.nextCursor).toBeNull()
  })

  it.each([
    ['nothing', { text: ' \n ' }, 'text'],
    ['too much', { text: 'a'.repeat(5001) }, 'text'],
    ['NUL', { text: 'a\u0000b' }, 'text'],
    ['half a character', { text: 'a\ud800' }, 'text'],
    ['no text', {}, 'text'],
    ['a number', { text: 1 }, 'text'],
    ['what is not known', { text: 'a', author: 'x' }, 'author'],
    ['a parent that is no id', { text: 'a', parentId: '7' }, 'parentId'],
    ['a parent that is not there', { text: 'a', parentId: randomUUID() }, 'parentId'],
  ])('are not made of %s', async (_, body, field) => {
    expect(await bob.post(path, body)).toMatchObject({ status: 400, body: { errors: [{ field }] } })
  })

  it('answer comments under the same post only', async () => {
    const other = await aPost(ada, await aBlog(ada), { status: 'published' })
    const elsewhere = await bob.post(`/api/v1/posts/${other.id}/comments`, { text: 'there' })
    const answer = await bob.post(path, { text: 'here', parentId: elsewhere.body.id })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'parentId', code: 'not-found' }] } })
  })

  it('stand under what readers see', async () => {
    const draft = await aPost(ada, await aBlog(ada))
    const here = `/api/v1/posts/${draft.id}/comments`

    expect(await bob.post(here, { text: 'x' })).toMatchObject({ status: 404, body: { code: 'post-not-found' } })
    expect(await ada.post(here, { text: 'x' })).toMatchObject({ status: 409, body: { code: 'not-published' } })
    expect(await bob.get(here)).toMatchObject({ status: 404 })
    expect(await ada.get(here)).toMatchObject({ status: 200 })
    expect(await service.get(`/api/v1/posts/${randomUUID()}/comments`)).toMatchObject({ status: 404 })
  })
})
