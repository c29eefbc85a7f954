import { CommentDeleted, CommentUpdated } from '@quark/contracts/events/blog'
import { UserDeleted } from '@quark/contracts/events/user'
import { type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

describe('a comment', () => {
  let service: TestService
  let ada: Person
  let bob: Person
  let eve: Person
  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    bob = await aPerson(service, 'bob')
    eve = await aPerson(service, 'eve')
  })
  afterAll(() => service?.stop())

  const aTalk = async () => {
    const { id } = await aPost(ada, await aBlog(ada), { status: 'published' })
    const path = `/api/v1/posts/${id}/comments`
    const say = async (who: Person, text: string, parentId: string | null = null): Promise<string> =>
      (await who.post(path, { text, parentId })).body.id
    const texts = async () =>
      (await service.get(`${path}?limit=100`)).body.items.map(
        ({ text, depth, deleted }: { text: string; depth: number; deleted: boolean }) =>
          `${'>'.repeat(depth)}${deleted ? '-' : text}`,
      )
    const counted = async () => (await service.get(`/api/v1/posts/${id}/reactions`)).body.comments
    return { id, path, say, texts, counted }
  }
  const rev = (revision: number) => ({ headers: { 'if-match': `"${revision}"` } })

  it('is changed by its author, and says when', async () => {
    const { id, path, say } = await aTalk()
    const comment = `${path}/${await say(bob, 'one')}`

    const changed = await bob.put(comment, { text: 'two' }, rev(1))
    expect(changed).toMatchObject({ status: 200, body: { text: 'two', revision: 2, editedAt: expect.any(String) } })
    expect(changed.headers.get('etag')).toBe('"2"')
    expect((await bob.put(comment, { text: ' two ' }, rev(2))).body).toEqual(changed.body)
    expect((await service.get(comment)).body).toEqual(changed.body)
    const told = (await service.published(CommentUpdated)).filter(({ postId }) => postId === id)
    expect(told).toMatchObject([{ commentId: changed.body.id, authorId: bob.id, postAuthorId: ada.id, revision: 2 }])
    expect(await ada.put(comment, { text: 'x' }, rev(2))).toMatchObject({
      status: 403,
      body: { code: 'not-your-comment' },
    })
    expect(await service.put(comment, { text: 'x' }, rev(2))).toMatchObject({ status: 401 })
  })

  it('is not overwritten unseen', async () => {
    const { path, say } = await aTalk()
    const comment = `${path}/${await say(bob, 'one')}`
    const answers = await Promise.all(['a', 'b', 'c'].map((text) => bob.put(comment, { text }, rev(1))))

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412])
    const { body: now } = await service.get(comment)
    const refused = answers.find(({ status }) => status === 412)
    expect(refused?.body).toMatchObject({ code: 'changed-meanwhile', current: now })
    expect(await bob.put(comment, { text: 'd' })).toMatchObject({ status: 428 })
    expect(await bob.put(comment, { text: 'd' }, { headers: { 'if-match': '*' } })).toMatchObject({ status: 200 })
  })

  it('keeps its place, without text and author, as long as it has answers', async () => {
    const { id, path, say, texts, counted } = await aTalk()
    const one = await say(bob, 'one')
    const two = await say(eve, 'two', one)
    const three = await say(bob, 'three', two)
    await say(eve, 'other')

    expect(await eve.delete(`${path}/${one}`)).toMatchObject({ status: 403, body: { code: 'not-your-comment' } })
    expect(await service.delete(`${path}/${one}`)).toMatchObject({ status: 401 })
    expect(await bob.delete(`${path}/${one}`)).toMatchObject({ status: 204 })
    expect(await ada.delete(`${path}/${two}`)).toMatchObject({ status: 204 })
    expect(await texts()).toEqual(['-', '>-', '>>three', 'other'])
    expect(await counted()).toBe(2)
    const place = (await service.get(`${path}/${one}`)).body
    expect(place).toMatchObject({ author: null, text: '', deleted: true })
    expect(await bob.delete(`${path}/${one}`)).toMatchObject({ status: 404, body: { code: 'comment-not-found' } })
    expect(await bob.put(`${path}/${one}`, { text: 'x' }, rev(2))).toMatchObject({ status: 404 })
    expect(await bob.post(path, { text: 'x', parentId: one })).toMatchObject({ status: 400 })

    expect(await bob.delete(`${path}/${three}`)).toMatchObject({ status: 204 })
    expect(await texts()).toEqual(['other'])
    expect(await counted()).toBe(1)
    const gone = (await service.published(CommentDeleted)).filter(({ postId }) => postId === id)
    expect(gone.map(({ commentId, parentId, authorId }) => [commentId, parentId, authorId])).toEqual([
      [one, null, bob.id],
      [two, one, eve.id],
      [three, two, bob.id],
    ])
  })

  it('goes with the account of its author; what others answered stays', async () => {
    const { id, say, texts, counted } = await aTalk()
    const leaver = await aPerson(service)
    const one = await say(leaver, 'one')
    await say(bob, 'two', one)
    await say(leaver, 'three', await say(leaver, 'four'))
    const event = await service.publish(UserDeleted, { userId: leaver.id })
    await until('the person to be gone', () => service.handled(event))

    expect(await texts()).toEqual(['-', '>two'])
    expect(await counted()).toBe(1)
    const told = (await service.published(CommentDeleted)).filter(({ postId }) => postId === id)
    expect(told.map(({ authorId }) => authorId)).toEqual(Array(3).fill(leaver.id))
    expect(await service.db`select from comment where author_id = ${leaver.id}`).toHaveLength(0)
  })

  it('stands on one page with its whole thread', async () => {
    const { path, say } = await aTalk()
    const one = await say(bob, 'one')
    await say(bob, 'two')
    const last = await say(bob, 'three')
    for (const text of ['1a', '1b', '1c']) await say(eve, text, one)

    const first = await service.get(`${path}?limit=2`)
    expect(first.body.items.map(({ text }: { text: string }) => text)).toEqual(['one', '1a', '1b', '1c'])
    const rest = await service.get(`${path}?limit=2&cursor=${first.body.nextCursor}`)
    expect(rest.body.items.map(({ text }: { text: string }) => text)).toEqual(['two', 'three'])
    expect(rest.body.nextCursor).toBeNull()
    const at = await service.get(`${path}?limit=2&at=${last}`)
    expect(at.body.items.map(({ text }: { text: string }) => text)).toEqual(['three'])
  })

  it('finds no more room in a thread of 300', async () => {
    const { id, path, say } = await aTalk()
    const one = await say(bob, 'one')
    await service.db`
      insert into comment (id, post_id, parent_id, thread_id, author_id, text, revision, created_at)
      select gen_random_uuid(), ${id}, ${one}, ${one}, ${bob.id}, 'x', 1, now() from generate_series(2, 299)`
    expect(await eve.post(path, { text: 'the 300th', parentId: one })).toMatchObject({ status: 201 })
    const full = await eve.post(path, { text: 'x', parentId: one })
    expect(full).toMatchObject({ status: 409, body: { code: 'thread-full' } })
  })
})
