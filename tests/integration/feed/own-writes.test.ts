import type { TestPlatform } from '@quark/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aBlog, aPerson, aPost, idsOf, type Person, startCommunity } from './community.js'

const WRITES = 200

/** What the writer knows: everything that they did. */
interface Known {
  name: string
  blogTitle: string
  published: Map<string, string>
  drafts: Set<string>
  liked: boolean
  comments: number
  follows: boolean
}

describe('what a person just wrote', { timeout: 240_000 }, () => {
  let quark: TestPlatform
  let ada: Person
  let bob: Person
  let blog: { id: string; slug: string }
  let bobsPost: string
  beforeAll(async () => {
    quark = await startCommunity()
    ada = await aPerson(quark)
    bob = await aPerson(quark)
    blog = await aBlog(ada)
    bobsPost = (await aPost(bob, (await aBlog(bob)).id)).id
  })
  afterAll(() => quark.stop())

  const known: Known = {
    name: '',
    blogTitle: 'Notes',
    published: new Map(),
    drafts: new Set(),
    liked: false,
    comments: 0,
    follows: false,
  }
  let written = 0
  const one = <Value>(values: Iterable<Value>, pick: number): Value | undefined => {
    const all = [...values]
    return all[pick % Math.max(1, all.length)]
  }

  /** Each changes something by the API and in what is known. One that has nothing to change does the first instead. */
  const writes: Record<string, (pick: number) => Promise<void>> = {
    publish: async () => {
      const title = `Post ${++written}`
      known.published.set((await aPost(ada, blog.id, { title })).id, title)
    },
    draft: async () => {
      known.drafts.add((await aPost(ada, blog.id, { title: `Draft ${++written}`, status: 'draft' })).id)
    },
    edit: async (pick) => {
      const id = one(known.published.keys(), pick)
      if (!id) return writes.publish?.(pick)
      const { revision } = await ada.call('GET', `/posts/${id}`)
      const title = `Edited ${++written}`
      await ada.call('PUT', `/posts/${id}`, { title }, { 'if-match': `"${revision}"` })
      known.published.set(id, title)
    },
    unpublish: async (pick) => {
      const id = one(known.published.keys(), pick)
      if (!id) return writes.publish?.(pick)
      await ada.call('POST', `/posts/${id}/unpublish`)
      known.published.delete(id)
      known.drafts.add(id)
    },
    delete: async (pick) => {
      const id = one(known.published.keys(), pick)
      if (!id) return writes.publish?.(pick)
      await ada.call('DELETE', `/posts/${id}`)
      known.published.delete(id)
    },
    like: async () => {
      await ada.call(known.liked ? 'DELETE' : 'PUT', `/posts/${bobsPost}/like`)
      known.liked = !known.liked
    },
    comment: async () => {
      await ada.call('POST', `/posts/${bobsPost}/comments`, { text: 'Here too.' })
      known.comments++
    },
    follow: async () => {
      await ada.call(known.follows ? 'DELETE' : 'PUT', `/user/${bob.id}/follow`)
      known.follows = !known.follows
    },
    rename: async () => {
      known.name = `Ada ${++written}`
      await ada.call('PUT', `/user/${ada.id}`, { name: known.name })
    },
    retitle: async () => {
      known.blogTitle = `Notes ${++written}`
      await ada.call('PUT', `/blogs/${blog.slug}`, { title: known.blogTitle })
    },
  }

  it(`is in their own next answer, ${WRITES} times`, async () => {
    known.name = (await ada.call('GET', '/me')).profile.name
    const steps = fc.sample(fc.tuple(fc.constantFrom(...Object.keys(writes)), fc.nat(1000)), {
      numRuns: WRITES,
      seed: 7,
    })
    for (const [kind, pick] of steps) {
      // Others read all the time, so that what is cached is there to be wrong.
      await Promise.all([quark.get('/api/v1/feed?limit=100'), bob.call('GET', '/feed?tab=newest&limit=100')])
      await writes[kind]?.(pick)

      const [newest, forYou, following, me] = await Promise.all([
        ada.call('GET', '/feed?tab=newest&limit=100'),
        ada.call('GET', '/feed?tab=forYou&limit=100'),
        ada.call('GET', '/feed?tab=following&limit=100'),
        ada.call('GET', '/me'),
      ])
      const own = newest.items.filter(({ author }: { author: { id: string } }) => author.id === ada.id)
      const titles = own.map(({ id, title }: { id: string; title: string }) => [id, title] as const)
      expect([kind, new Map(titles)]).toEqual([kind, known.published])
      for (const { author, blog: shown } of own) {
        expect([kind, author.name, shown.title]).toEqual([kind, known.name, known.blogTitle])
      }
      const theirs = {
        reactions: { liked: known.liked, likes: known.liked ? 1 : 0, comments: known.comments, bookmarked: false },
      }
      expect(newest.items.find(({ id }: { id: string }) => id === bobsPost)).toMatchObject(theirs)
      const reasons = known.follows ? [{ kind: 'followed' }] : []
      expect(forYou.items).toMatchObject([{ id: bobsPost, ...theirs, reasons }])
      expect([kind, idsOf(following)]).toEqual([kind, known.follows ? [bobsPost] : []])
      expect(me).toMatchObject({ profile: { name: known.name }, blogs: [{ title: known.blogTitle }], degraded: [] })
      expect([kind, me.drafts.count]).toEqual([kind, known.drafts.size])
      expect([kind, idsOf(me.drafts).filter((id) => known.drafts.has(id)).length]).toEqual([
        kind,
        Math.min(20, known.drafts.size),
      ])
    }
  })
})
