import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NewPost, Tag } from '../../src/posts/posts.schema.js'

const tagsOf = (tags: unknown): unknown =>
  NewPost.safeParse({ blogId: '01a20536-a577-70d4-ab5d-eba8f5217a05', title: 't', html: '', tags }).data?.tags

describe('a tag', () => {
  it.each([
    ['  Node.JS ', 'node.js'],
    ['#Котики', 'котики'],
    ['# C++', 'c++'],
    ['c#', 'c#'],
    ['новый   год', 'новый год'],
    ['ЙОД'.normalize('NFD'), 'йод'],
  ])('%j is written %j', (given, tag) => expect(Tag.parse(given)).toBe(tag))

  it.each(['', '  ', '#', '##', 'a'.repeat(41), 'a,b', '<b>', 'a\nb', '-a', 'a\u0000', '\ud800', 7, null])(
    '%j is refused',
    (given) => expect(Tag.safeParse(given).success).toBe(false),
  )

  it('stays as it is when it comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (given) => {
        const tag = Tag.safeParse(given)
        if (tag.success) expect(Tag.parse(tag.data)).toBe(tag.data)
      }),
    )
  })
})

describe('the tags of a post', () => {
  it('are each there once, in order', () => expect(tagsOf(['b', 'A', '#B', 'a'])).toEqual(['b', 'a']))
  it('are ten at most', () => {
    const tags = Array.from({ length: 11 }, (_, index) => `t${index}`)
    expect(tagsOf(tags.slice(1))).toHaveLength(10)
    expect(tagsOf(tags)).toBeUndefined()
  })
})
