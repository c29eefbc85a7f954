import { type TestPlatform, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, idsOf, type Person, startCommunity } from './community.js'

describe('the feed', () => {
  let quark: TestPlatform
  let ada: Person
  let bob: Person
  let eve: Person
  const posts: Record<'tea' | 'cups' | 'plain', string> = { tea: '', cups: '', plain: '' }
  const many: string[] = []
  beforeAll(async () => {
    quark = await startCommunity()
    ada = await aPerson(quark)
    bob = await aPerson(quark)
    eve = await aPerson(quark)
    const [adas, bobs] = [await aBlog(ada), await aBlog(bob)]
    posts.plain = (await aPost(ada, adas.id, { title: 'Plain' })).id
    posts.tea = (await aPost(bob, bobs.id, { title: 'Tea', tags: ['tea'] })).id
    posts.cups = (await aPost(bob, bobs.id, { title: 'Cups', tags: ['cups', 'tea'] })).id
    for (let number = 1; number <= 25; number++)
      many.push((await aPost(ada, adas.id, { title: `Many ${number}`, tags: ['many'] })).id)
  })
  afterAll(() => quark.stop())

  /** All pages, one after another. */
  const allOf = async (
    read: (cursor: string) => Promise<{ items: { id: string }[]; nextCursor: string | null }>,
    between = async () => {},
  ) => {
    const ids: string[] = []
    let cursor = ''
    do {
      const page = await read(cursor)
      ids.push(...idsOf(page))
      cursor = page.nextCursor ?? ''
      await between()
    } while (cursor)
    return ids
  }
  const publicly = async (query: string) => (await quark.get(`/api/v1/feed?${query}`)).body

  it('is the newest for nobody in particular, whatever they ask for, in pages without doubles', async () => {
    const all = [...many.toReversed(), posts.cups, posts.tea, posts.plain]
    for (const tab of ['', 'tab=forYou&', 'tab=following&', 'tab=newest&']) {
      expect(await allOf((cursor) => publicly(`${tab}limit=7${cursor && `&cursor=${cursor}`}`))).toEqual(all)
    }
    expect(await publicly('tab=forYou')).toMatchObject({ tab: 'newest', degraded: [] })
  })

  it('is of one tag, in any writing of it', async () => {
    expect(idsOf(await publicly('tag=tea'))).toEqual([posts.cups, posts.tea])
    expect(idsOf(await eve.call('GET', '/feed?tag=%23TEA'))).toEqual([posts.cups, posts.tea])
    expect(await publicly('tag=nothing')).toMatchObject({ items: [], nextCursor: null })
  })

  it('does not combine a tag with an order that is for one person', async () => {
    const answer = await quark.get('/api/v1/feed?tab=forYou&tag=tea')
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'tag', code: 'not-combinable' }] } })
  })

  it('has what the people wrote whom you follow', async () => {
    const reader = await aPerson(quark)
    expect(await reader.call('GET', '/feed?tab=following')).toMatchObject({ items: [], degraded: [] })
    await reader.call('PUT', `/user/${bob.id}/follow`)
    expect(idsOf(await reader.call('GET', '/feed?tab=following'))).toEqual([posts.cups, posts.tea])
    await reader.call('PUT', `/user/${ada.id}/follow`)
    const all = await allOf((cursor) =>
      reader.call('GET', `/feed?tab=following&limit=9${cursor && `&cursor=${cursor}`}`),
    )
    expect(all).toEqual([...many.toReversed(), posts.cups, posts.tea, posts.plain])
  })

  it('is for you, with the reasons why', async () => {
    const reader = await aPerson(quark)
    await reader.call('PUT', `/posts/${posts.cups}/like`)
    await reader.call('PUT', `/posts/${posts.tea}/like`)
    const { tab, items } = await reader.call('GET', '/feed')
    expect(tab).toBe('forYou')
    expect(
      items
        .slice(0, 2)
        .map(({ id }: { id: string }) => id)
        .sort(),
    ).toEqual([posts.cups, posts.tea].sort())
    expect(items[0]).toMatchObject({ reactions: { liked: true }, reasons: [{ kind: 'tag', tag: 'tea' }] })
    await reader.call('PUT', `/user/${bob.id}/follow`)
    expect((await reader.call('GET', '/feed')).items[0]).toMatchObject({
      reasons: [{ kind: 'followed' }, { kind: 'tag' }],
    })
  })

  it('is for you once each, though likes and follows change from page to page', async () => {
    const reader = await aPerson(quark)
    let turn = 0
    const stir = async () => {
      turn++
      await reader.call(turn % 2 ? 'PUT' : 'DELETE', `/user/${bob.id}/follow`)
      await reader.call(turn % 2 ? 'PUT' : 'DELETE', `/posts/${posts.tea}/like`)
    }
    const all = await allOf((cursor) => reader.call('GET', `/feed?limit=4${cursor && `&cursor=${cursor}`}`), stir)
    expect(all.toSorted()).toEqual([...many, posts.cups, posts.tea, posts.plain].toSorted())
  })

  it('refuses the cursor of another tab', async () => {
    const { nextCursor } = await eve.call('GET', '/feed?tab=forYou&limit=2')
    await expect(eve.call('GET', `/feed?tab=newest&cursor=${nextCursor}`)).rejects.toThrow('cursor-invalid')
  })

  it('shows everybody a change as soon as the event has arrived', async () => {
    await publicly('limit=100')
    const id = (await aPost(bob, (await aBlog(bob)).id, { title: 'Late news' })).id
    await until('the list to have it', async () => idsOf(await publicly('limit=100')).includes(id))
    await eve.call('PUT', `/posts/${id}/like`)
    const likesOf = async () => (await publicly('limit=1')).items[0].reactions.likes
    await until('the like to be counted', async () => (await likesOf()) === 1)
    await bob.call('PUT', `/user/${bob.id}`, { name: 'Robert' })
    await until('the author to be renamed', async () => (await publicly('limit=1')).items[0].author.name === 'Robert')
    await bob.call('DELETE', `/posts/${id}`)
    await until('the list to be without it', async () => !idsOf(await publicly('limit=100')).includes(id))
  })
})
