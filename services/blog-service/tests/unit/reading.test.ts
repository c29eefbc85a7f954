import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentOf, excerptColumns } from '../../src/posts/content.rules.js'
import { excerptOf, readingMinutes } from '../../src/posts/reading.rules.js'
import { plainText } from '../../src/posts/text.rules.js'

const excerptFor = (html: string, given: string | null) => excerptColumns(given, contentOf(html))

describe('the reading time', () => {
  it.each([
    ['nothing', '', 0, 1],
    ['ten minutes of English', 'word '.repeat(2280), 0, 10],
    ['ten minutes of Russian', 'слово '.repeat(1840), 0, 10],
    ['both', 'слово '.repeat(1840) + 'word '.repeat(2280), 0, 20],
    ['pictures', '', 12, 2],
    ['hyphens and apostrophes inside words', `don't из-за `.repeat(1000), 0, Math.round(1000 / 228 + 1000 / 184)],
  ])('of %s', (_, text, pictures, minutes) => expect(readingMinutes(text, pictures)).toBe(minutes))

  it('does not shrink when words are added', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (fewer, more) => {
        const minutes = (words: number): number => readingMinutes('слово '.repeat(words), 0)
        expect(minutes(fewer + more)).toBeGreaterThanOrEqual(minutes(fewer))
      }),
      { numRuns: 20 },
    )
  })
})

describe('the excerpt', () => {
  it('is the whole of a short text, on one line', () => expect(excerptOf('One.\nTwo.')).toBe('One. Two.'))

  it('ends between words, without punctuation before the dots', () => {
    const excerpt = excerptOf(`${'слово, '.repeat(60)}`)
    expect(excerpt).toMatch(/^(слово, )+слово…$/)
    expect([...excerpt].length).toBeLessThanOrEqual(241)
  })

  it('is never longer than it may be nor cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const excerpt = excerptOf(text)
        expect([...excerpt].length).toBeLessThanOrEqual(241)
        expect(excerpt.isWellFormed()).toBe(true)
      }),
    )
  })

  it('is made of the paragraphs: no heading, code, quote or caption', () => {
    const html = '<h2>Head</h2><pre><code>let a</code></pre><blockquote><p>Quote</p></blockquote><p>One &amp; two</p>'
    const caption = '<figure><img src="https://a.b/c.png"><figcaption>Caption</figcaption></figure><p>three.</p>'
    expect(excerptFor(html + caption, null)).toEqual({ excerpt: 'One & two three.', excerpt_given: false })
  })

  it('is of the whole text when there are no paragraphs', () => {
    expect(excerptFor('<h2>Only a head</h2>', '').excerpt).toBe('Only a head')
  })

  it('is the author’s when they gave one', () => {
    expect(excerptFor('<p>Text</p>', 'Mine')).toEqual({ excerpt: 'Mine', excerpt_given: true })
  })
})

describe('the text of HTML', () => {
  it('keeps blocks apart and inline elements together', () => {
    const { all, pictures } = plainText(
      '<ul><li>a<strong>b</strong></li><li>c</li></ul><p>d<br />e</p><img src="/x" />',
    )
    expect(all).toBe('ab\nc\nd\ne')
    expect(pictures).toBe(1)
  })

  it.each([
    ['<p></p><hr />', true],
    ['<img src="https://a.b/c.png">', false],
    ['<p>.</p>', false],
  ])('%s is empty: %s', (html, isEmpty) => expect(contentOf(html).isEmpty).toBe(isEmpty))
})
