import { describe, expect, it } from 'vitest'
import { contentOf } from '../../src/posts/content.rules.js'
import { NewPost, PostChanges, PostQuery } from '../../src/posts/posts.schema.js'

const post = { blogId: '01a20536-a577-70d4-ab5d-eba8f5217a05', title: 'T', html: '<p>t</p>' }
const codesOf = (input: unknown): unknown[] =>
  (NewPost.safeParse(input).error?.issues ?? []).map(
    (issue) => (issue as { params?: { code: string } }).params?.code ?? issue.code,
  )

describe('a new post', () => {
  it('is a draft without tags unless said', () => {
    expect(NewPost.parse(post)).toEqual({ ...post, tags: [], status: 'draft' })
  })

  it.each([
    ['no blog', { ...post, blogId: undefined }],
    ['a blog that is no id', { ...post, blogId: 'mine' }],
    ['no title', { ...post, title: undefined }],
    ['a title of two lines', { ...post, title: 'a\nb' }],
    ['a title of 201 characters', { ...post, title: 'ё'.repeat(201) }],
    ['no text', { ...post, html: null }],
    ['an excerpt of 301 characters', { ...post, excerpt: 'a'.repeat(301) }],
    ['a status of its own', { ...post, status: 'deleted' }],
    ['a slug with a space', { ...post, slug: 'a b' }],
    ['a slug of 101 characters', { ...post, slug: 'a'.repeat(101) }],
    ['an author', { ...post, authorId: post.blogId }],
  ])('is not one with %s', (_, input) => expect(NewPost.safeParse(input).success).toBe(false))

  it.each([
    ['500 001 bytes', 'a'.repeat(500_001), 'too-big'],
    ['500 002 bytes in Russian', 'ё'.repeat(250_001), 'too-big'],
    ['20 001 tags', '<'.repeat(20_001), 'too-complex'],
    ['NUL', 'a\u0000b', 'invalid-characters'],
    ['half a character', 'a\ud800', 'invalid-characters'],
  ])('is not one with a text of %s', (_, html, code) => expect(codesOf({ ...post, html })).toEqual([code]))

  it('has the longest text that may be', () => {
    expect(codesOf({ ...post, html: 'ё'.repeat(250_000) })).toEqual([])
    expect(codesOf({ ...post, html: '<'.repeat(20_000) })).toEqual([])
    expect(codesOf({ ...post, title: '🙂'.repeat(200) })).toEqual([])
  })

  it('is stored in composed characters', () => {
    expect(NewPost.parse({ ...post, title: 'й'.normalize('NFD'), html: 'ё'.normalize('NFD') })).toMatchObject({
      title: 'й',
      html: 'ё',
    })
  })
})

describe('a text that grows when it is cleaned', () => {
  it('is refused beyond the limit, since nobody could send it back', () => {
    const fits = '&'.repeat(90_000)
    const grown = '&'.repeat(110_000)
    expect(contentOf(fits).columns.html).toHaveLength(450_000)
    expect(() => contentOf(grown)).toThrow(expect.objectContaining({ status: 400 }))
  })
})

describe('changes of a post', () => {
  it.each([{}, { status: 'published' }, { revision: 7 }, { title: null }])('are not %j', (changes) => {
    expect(PostChanges.safeParse(changes).success).toBe(false)
  })
  it('may take the excerpt away', () => expect(PostChanges.parse({ excerpt: null })).toEqual({ excerpt: null }))
})

describe('a list', () => {
  it('has twenty published posts a page unless said', () => {
    expect(PostQuery.parse({ tag: ' #Сад ' })).toEqual({ limit: 20, status: 'published', tag: 'сад' })
  })
})
