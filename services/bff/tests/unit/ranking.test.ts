import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, rank } from '../../src/feed/ranking.rules.js'

const NOW = new Date('2026-11-25T12:00:00.000Z')
const HOUR = 60 * 60 * 1000
const [ME, ADA, BOB] = [
  '0190a000-0000-7000-8000-000000000001',
  '0190a000-0000-7000-8000-00000000000a',
  '0190a000-0000-7000-8000-00000000000b',
]

let made = 0
const aPost = (given: Partial<Candidate> & { hours?: number } = {}): Candidate => {
  const { hours = 1, ...fields } = given
  const id = `0190b000-0000-7000-8000-${String(++made).padStart(12, '0')}`
  return {
    id,
    authorId: BOB,
    tags: [],
    likes: 0,
    publishedAt: new Date(NOW.getTime() - hours * HOUR).toISOString(),
    ...fields,
  }
}
const aTaste = (given: { followed?: string[]; tags?: Record<string, number> } = {}) => ({
  personId: ME,
  followed: new Set(given.followed ?? []),
  tags: Object.entries(given.tags ?? {}).map(([tag, posts]) => ({ tag, posts })),
})
const idsOf = (ranked: { id: string }[]): string[] => ranked.map(({ id }) => id)

describe('the order for you', () => {
  it('is by time for somebody of whom nothing is known', () => {
    const posts = [aPost({ hours: 30 }), aPost({ hours: 2 }), aPost({ hours: 9 })]
    expect(idsOf(rank(posts, aTaste(), NOW))).toEqual([posts[1], posts[2], posts[0]].map((post) => post?.id))
  })

  it('puts whom you follow before a tag that you like, and that before what is only new', () => {
    const [plain, tagged, followed] = [aPost(), aPost({ tags: ['tea'] }), aPost({ authorId: ADA })]
    const ranked = rank([plain, tagged, followed], aTaste({ followed: [ADA], tags: { tea: 3 } }), NOW)
    expect(ranked.map(({ id, reasons }) => [id, reasons])).toEqual([
      [followed.id, [{ kind: 'followed' }]],
      [tagged.id, [{ kind: 'tag', tag: 'tea' }]],
      [plain.id, []],
    ])
  })

  it('names each part of the score, the weightiest first', () => {
    const post = aPost({ authorId: ADA, tags: ['tea', 'cups'], likes: 8 })
    const [ranked] = rank([post], aTaste({ followed: [ADA], tags: { tea: 1, cups: 4 } }), NOW)
    expect(ranked?.reasons).toEqual([{ kind: 'followed' }, { kind: 'tag', tag: 'cups' }, { kind: 'popular' }])
  })

  it('lets a followed post fade: after two half-lives a new one is before it', () => {
    const [old, fresh] = [aPost({ authorId: ADA, hours: 7 * 24 }), aPost()]
    expect(idsOf(rank([old, fresh], aTaste({ followed: [ADA] }), NOW))[0]).toBe(fresh.id)
  })

  it('calls a post popular from three likes on', () => {
    const reasons = (likes: number) => rank([aPost({ likes })], aTaste(), NOW)[0]?.reasons
    expect([reasons(0), reasons(2), reasons(3)]).toEqual([[], [], [{ kind: 'popular' }]])
  })

  it('leaves out your own posts and what came after the first page', () => {
    const posts = [aPost({ authorId: ME }), aPost({ hours: -1 }), aPost()]
    expect(idsOf(rank(posts, aTaste(), NOW))).toEqual([posts[2]?.id])
  })

  it('is one order whatever the order of what it is given, with every post once', () => {
    const posts = Array.from({ length: 12 }, (_, number) => aPost({ hours: number % 3, likes: number % 5 }))
    fc.assert(
      fc.property(fc.shuffledSubarray(posts, { minLength: posts.length }), (shuffled) => {
        expect(idsOf(rank(shuffled, aTaste(), NOW))).toEqual(idsOf(rank(posts, aTaste(), NOW)))
      }),
    )
    expect(new Set(idsOf(rank(posts, aTaste(), NOW))).size).toBe(posts.length)
  })
})
