import { describe, expect, it } from 'vitest'
import { assertAuthor, expectedRevisions, isVisibleTo } from '../../src/posts/posts.rules.js'

describe('If-Match', () => {
  it.each([
    ['"3"', [3]],
    ['W/"3"', [3]],
    ['"3", W/"12"', [3, 12]],
    ['"0"', [0]],
  ])('%s names %j', (header, revisions) => expect([...(expectedRevisions(header) ?? [])]).toEqual(revisions))

  it('* is any', () => expect(expectedRevisions(' * ')).toBeUndefined())

  it.each([
    [undefined, 428],
    ['', 400],
    ['3', 400],
    ['"x"', 400],
    ['"3",', 400],
    ['"-1"', 400],
    ['"99999999999"', 400],
  ])('%s is refused with %s', (header, status) =>
    expect(() => expectedRevisions(header)).toThrow(expect.objectContaining({ status })),
  )
})

describe('a post', () => {
  const draft = { status: 'draft' as const, author_id: 'ada' }
  const published = { status: 'published' as const, author_id: 'ada' }

  it.each([
    [draft, 'ada', true],
    [draft, 'bob', false],
    [draft, undefined, false],
    [published, 'bob', true],
    [published, undefined, true],
  ])('%j is visible to %s: %s', (post, caller, visible) => expect(isVisibleTo(post, caller)).toBe(visible))

  it('of somebody else is forbidden when published and not there when a draft', () => {
    expect(() => assertAuthor(published, 'bob')).toThrow(expect.objectContaining({ status: 403 }))
    expect(() => assertAuthor(draft, 'bob')).toThrow(expect.objectContaining({ status: 404 }))
    expect(() => assertAuthor(draft, 'ada')).not.toThrow()
  })
})
