import { describe, expect, it } from 'vitest'
import { FirstSeen } from '../../src/page-cache/first-seen.ts'
import { PageAnswer } from '../../src/page-cache/page-answer.ts'
import { PageStore } from '../../src/page-cache/page-store.ts'
import { publicPathOf } from '../../src/page-cache/public-path.rules.ts'

const settings = (megabytes: number) =>
  ({ PAGE_CACHE_MB: megabytes, PAGE_CACHE_SECONDS: 60 }) as ConstructorParameters<typeof PageStore>[0]
const page = (bytes = 10) =>
  new PageAnswer({ status: 200, headers: {}, body: Buffer.alloc(bytes), reads: new Set(), whole: true })
const reads = (...names: string[]) => new Set(names)

describe('the store of pages', () => {
  it('forgets the pages that are made of what changed, and no others', () => {
    const store = new PageStore(settings(1))
    store.store('a', page(), reads('post-1', '/posts'), store.begin())
    store.store('b', page(), reads('post-2'), store.begin())
    store.purge(['post-1', 'unheard-of'])
    expect([store.find('a'), store.find('b')]).toEqual([undefined, expect.anything()])
  })

  it('does not keep a page whose making began before a change of something on it', () => {
    const store = new PageStore(settings(1))
    const begun = store.begin()
    store.purge(['post-1'])
    expect(store.store('a', page(), reads('post-1'), begun)).toBe(false)
    expect(store.store('b', page(), reads('post-2'), begun)).toBe(true)
    expect(store.store('a', page(), reads('post-1'), store.begin())).toBe(true)
  })

  it('keeps nothing of what takes a moment to settle, until it has', () => {
    const store = new PageStore(settings(1))
    store.purge(['person'], 2000)
    const begun = store.begin()
    expect(store.store('a', page(), reads('person'), begun)).toBe(false)
    expect(store.store('a', page(), reads('person'), { ...begun, at: begun.at + 2001 })).toBe(true)
  })

  it('keeps no page that began before everything was forgotten, or before what it can remember', () => {
    const store = new PageStore(settings(1))
    const early = store.begin()
    store.clear()
    expect(store.store('a', page(), reads('x'), early)).toBe(false)
    const later = store.begin()
    for (let count = 0; count < 2001; count++) store.purge([`other-${count}`])
    expect(store.store('a', page(), reads('x'), later)).toBe(false)
    expect(store.store('a', page(), reads('x'), store.begin())).toBe(true)
  })

  it('stays within its bound, and keeps nothing when that is 0', () => {
    const store = new PageStore(settings(1))
    for (let count = 0; count < 20; count++) store.store(`${count}`, page(100_000), reads('x'), store.begin())
    const kept = Array.from({ length: 20 }, (_, count) => store.find(`${count}`)).filter(Boolean).length
    expect(kept).toBeGreaterThan(5)
    expect(kept).toBeLessThan(11)
    expect(store.store('huge', page(2_000_000), reads('x'), store.begin())).toBe(false)
    expect(new PageStore(settings(0)).store('a', page(), reads(), { purges: 0, at: 0 })).toBe(false)
  })
})

describe('the address of a public page', () => {
  it.each([
    ['/', '/'],
    ['/?utm_source=x&cursor=abc', '/?cursor=abc'],
    ['/b/blog/post?reply=1', '/b/blog/post'],
    ['/b/blog', '/b/blog'],
    ['/@ada?cursor=a%20b', '/@ada?cursor=a+b'],
    ['/tags/%D1%8F', '/tags/%D1%8F'],
  ])('%s is rendered as %s, for readers without a session', (url, path) => {
    expect(publicPathOf(url)).toEqual({ path, impersonal: false })
  })

  it.each([
    '/b/blog/feed.xml',
    '/@ada/feed.json',
    '/tags/x/feed.xml',
    '/sitemap.xml',
    '/sitemap-12.xml',
    '/robots.txt',
  ])('%s is the same for everybody', (url) =>
    expect(publicPathOf(`${url}?x=1`)).toEqual({ path: url, impersonal: true }),
  )

  it.each([
    '/login',
    '/write',
    '/search?q=x',
    '/b/blog/post/__data.json',
    '/@ada/x',
    '/settings',
    '//evil',
    '/-/api/v1/me',
  ])('%s is none', (url) => expect(publicPathOf(url)).toBeUndefined())
})

describe('Last-Modified', () => {
  it('is when the content was first seen, and nothing when seconds cannot tell it from the one before', () => {
    const seen = new FirstSeen()
    const first = seen.of('/feed', 'one')
    expect(first?.getTime()).toBeLessThanOrEqual(Date.now())
    expect(seen.of('/feed', 'one')).toEqual(first)
    const second = seen.of('/feed', 'two')
    expect(second === undefined || second.getTime() > (first?.getTime() ?? 0)).toBe(true)
  })
})
