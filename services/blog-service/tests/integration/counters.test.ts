import { UserDeleted } from '@quark/contracts/events/user'
import { type TestService, until } from '@quark/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog } from '../builders.js'

const PEOPLE = 5
const POSTS = 2

/** What one person does, one thing after the other, while the others do theirs. */
const deed = fc.record({
  what: fc.constantFrom('like', 'unlike', 'comment', 'answer', 'delete', 'deleteAny', 'edit'),
  post: fc.nat({ max: POSTS - 1 }),
  which: fc.nat({ max: 99 }),
})
const lives = fc.array(fc.array(deed, { minLength: 3, maxLength: 10 }), { minLength: PEOPLE, maxLength: PEOPLE })
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

describe('the counters of a post', () => {
  let service: TestService
  let ada: Person
  let blog: { id: string }
  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    blog = await aBlog(ada)
  })
  afterAll(() => service?.stop())

  it('are the rows, whatever many people do at once, and while one of them leaves', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (all) => {
        const posts: string[] = []
        for (let at = 0; at < POSTS; at++) posts.push((await aPost(ada, blog, { status: 'published' })).id)
        const people = await Promise.all(all.map(() => aPerson(service)))
        const strange: unknown[] = []
        const living = people.map(async (person, index) => {
          for (const one of all[index] ?? []) strange.push(...(await act(person, one, posts)))
        })
        const event = await service.publish(UserDeleted, { userId: people[0]?.id ?? '' })
        await Promise.all([...living, until('one to be gone', () => service.handled(event))])

        expect(strange).toEqual([])
        for (const id of posts) expect(await counted(id)).toEqual(await rows(id))
        expect(await lonelyPlaces()).toEqual([])
      }),
      { numRuns: 12 },
    )
  })

  /** @returns answers that nobody should get */
  async function act(person: Person, { what, post, which }: Deed, posts: string[]): Promise<unknown[]> {
    const path = `/api/v1/posts/${posts[post]}`
    const { items } = (await service.get(`${path}/comments?limit=100`)).body as { items: { id: string }[] }
    const some = items[which % Math.max(items.length, 1)]?.id
    const answer = await {
      like: () => person.put(`${path}/like`),
      unlike: () => person.delete(`${path}/like`),
      comment: () => person.post(`${path}/comments`, { text: 'c' }),
      answer: () => person.post(`${path}/comments`, { text: 'a', parentId: some ?? null }),
      delete: () => person.delete(`${path}/comments/${some ?? posts[post]}`),
      deleteAny: () => ada.delete(`${path}/comments/${some ?? posts[post]}`),
      edit: () =>
        person.put(`${path}/comments/${some ?? posts[post]}`, { text: `e${which}` }, { headers: { 'if-match': '*' } }),
    }[what]()
    return answer.status < 500 ? [] : [{ what, status: answer.status, body: answer.body }]
  }

  const counted = async (id: string) => {
    const { likes, comments } = (await service.get(`/api/v1/posts/${id}/reactions`)).body
    return { likes, comments }
  }
  const rows = async (id: string) => {
    const [row] = await service.db`
      select (select count(*)::int from post_like where post_id = ${id}) as likes,
        (select count(*)::int from comment where post_id = ${id} and deleted_at is null) as comments`
    return { ...row }
  }
  /** Places of deleted comments that keep nothing any more. */
  const lonelyPlaces = () =>
    service.db`select id from comment as place where deleted_at is not null
      and not exists (select from comment where parent_id = place.id)`
})
