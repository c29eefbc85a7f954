import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, type Person, startBlog, titlesOf } from '../builders.js'

describe('GET /posts', () => {
  let service: TestService
  let ada: Person
  let bob: Person
  let garden: { id: string; slug: string }
  let travel: { id: string; slug: string }

  beforeAll(async () => {
    service = await startBlog()
    ada = await aPerson(service, 'ada')
    bob = await aPerson(service, 'bob')
    garden = await aBlog(ada, { slug: 'garden' })
    travel = await aBlog(bob, { slug: 'travel' })
    for (const at of [1, 2, 3])
      await aPost(ada, garden, { title: `G${at}`, tags: ['Сад', `n${at}`], status: 'published' })
    for (const at of [1, 2]) await aPost(bob, travel, { title: `T${at}`, tags: ['сад'], status: 'published' })
    for (const at of [1, 2, 3]) await aPost(ada, garden, { title: `D${at}`, tags: ['сад'] })
    // Two of one moment, as one transaction or one millisecond makes them.
    await service.db`update post set published_at = '2026-01-01T00:00:00Z' where title in ('G2', 'G3')`
  })
  afterAll(() => service?.stop())

  const list = (query: string, who: { get: TestService['get'] } = service) => who.get(`/api/v1/posts?${query}`)

  it('shows what is published, the newest first, without the text', async () => {
    const answer = await list('')

    expect(titlesOf(answer).slice(0, 3)).toEqual(['T2', 'T1', 'G1'])
    expect(titlesOf(answer).slice(3).sort()).toEqual(['G2', 'G3'])
    expect(answer.body.nextCursor).toBeNull()
    expect(answer.body.items[0]).not.toHaveProperty('html')
    const byId = await service.get(`/api/v1/posts/${answer.body.items[0].id}`)
    const { html, pictures, ...summary } = byId.body
    expect(pictures).toEqual([])
    expect(html).toBe('<p>Some text.</p>')
    const reactions = { likes: 0, comments: 0, liked: false, bookmarked: false }
    expect(answer.body.items[0]).toEqual({ ...summary, reactions })
  })

  it.each([
    ['blog=garden', ['G1', 'G2', 'G3']],
    ['blog=GARDEN', ['G1', 'G2', 'G3']],
    ['author=bob', ['T1', 'T2']],
    ['author=Bob', ['T1', 'T2']],
    [`tag=${encodeURIComponent('#САД')}`, ['G1', 'G2', 'G3', 'T1', 'T2']],
    ['tag=n2', ['G2']],
    ['blog=garden&tag=n2&author=ada', ['G2']],
    ['blog=garden&author=bob', []],
    ['blog=nothing', []],
    ['author=nobody', []],
    ['tag=nothing', []],
  ])('?%s', async (query, titles) => {
    const answer = await list(query)
    expect(answer.status).toBe(200)
    expect(titlesOf(answer).sort()).toEqual(titles)
  })

  it.each([1, 2, 3, 4])('goes page by page of %i without repeating or skipping one', async (limit) => {
    const whole = titlesOf(await list(''))
    const seen: string[] = []
    let cursor: string | null = ''
    do {
      const page = await list(`limit=${limit}${cursor && `&cursor=${cursor}`}`)
      seen.push(...titlesOf(page))
      cursor = page.body.nextCursor
    } while (cursor)
    expect(seen).toEqual(whole)
  })

  it('shows drafts to their author alone, the last changed first', async () => {
    const drafts = await list('status=draft', ada)
    expect(titlesOf(drafts)).toEqual(['D3', 'D2', 'D1'])
    const first = drafts.body.items[2]
    const headers = { 'if-match': `"${first.revision}"` }
    await ada.put(`/api/v1/posts/${first.id}`, { tags: ['touched'] }, { headers })

    expect(titlesOf(await list('status=draft&limit=2', ada))).toEqual(['D1', 'D3'])
    const next = (await list('status=draft&limit=2', ada)).body.nextCursor
    expect(titlesOf(await list(`status=draft&limit=2&cursor=${next}`, ada))).toEqual(['D2'])
    expect(titlesOf(await list('status=draft&tag=touched&blog=garden', ada))).toEqual(['D1'])
    expect(titlesOf(await list('status=draft', bob))).toEqual([])
    expect(titlesOf(await list('status=draft&author=ada', bob))).toEqual([])
    expect(await list('status=draft')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(await list('status=draft&q=x', ada)).toMatchObject({ status: 400, body: { errors: [{ field: 'q' }] } })
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=x', 'limit'],
    ['blog=..%2Fx', 'blog'],
    ['author=%00', 'author'],
    ['tag=', 'tag'],
    ['q=%20', 'q'],
    [`q=${'a'.repeat(201)}`, 'q'],
    ['q=a%00b', 'q'],
    ['status=deleted', 'status'],
    ['page=2', 'page'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${Buffer.from('["x","y"]').toString('base64url')}`, 'cursor'],
    [`cursor=${Buffer.from('[0.5,"01a20536-a577-70d4-ab5d-eba8f5217a05"]').toString('base64url')}`, 'cursor'],
  ])('refuses ?%s', async (query, field) => {
    const answer = await list(query)
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } })
  })
})
