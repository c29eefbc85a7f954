import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import type { Post } from '#lib/api-types.ts'
import { absoluteHtml } from '#lib/server/feeds/absolute-html.ts'
import { jsonFeedOf } from '#lib/server/feeds/json-feed.ts'
import { rssOf } from '#lib/server/feeds/rss.ts'
import { element, escapeXml } from '#lib/server/feeds/xml.ts'
import { jsonLd } from '#lib/server/head/json-ld.ts'

/** Any text at all: control characters, halves of characters, markup. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(']]>', '<!--', '</title>', '&#0;', '&lt;', '<![CDATA[', '\r\n', '\ufffe'),
)

/** What a parser that takes no mistake reads. */
function textsOf(xml: string): Record<string, string> {
  const texts: Record<string, string> = {}
  let name = ''
  let depth = 0
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', (tag) => {
    depth++
    name = tag.name
    texts[name] ??= ''
    for (const { value, name: key } of Object.values(tag.attributes)) texts[`${name}@${key}`] = value
  })
  parser.on('text', (text) => {
    if (depth > 0) texts[name] += text
  })
  parser.on('closetag', () => depth--)
  parser.write(xml).close()
  return texts
}

/** What XML has no place for is seen as a replacement character. */
const asXmlKeeps = (text: string): string =>
  [...text]
    .map((char) => (/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(char) ? char : '\ufffd'))
    .join('')

describe('XML', () => {
  it('says any text as it is, in an element and in an attribute', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const attribute = text.replace(/[\t\n\r]/g, ' ')
        const texts = textsOf(element('a', text, { b: attribute }))
        expect(texts.a).toBe(asXmlKeeps(text))
        expect(texts['a@b']).toBe(asXmlKeeps(attribute))
      }),
      { numRuns: 500 },
    )
  })

  it('has no unescaped sign of its own in it', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeXml(text)).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;|#13;)/)
      }),
    )
  })
})

describe('a feed', () => {
  const post = (title: string, html: string): Post => ({
    id: '01890000-0000-7000-8000-000000000000',
    blog: { id: 'b', slug: 'blog', title, language: 'ru' },
    slug: 'post',
    title,
    excerpt: title,
    html,
    tags: [title],
    status: 'published',
    author: { id: 'a', username: 'ada', name: title, avatarUrl: null },
    cover: null,
    pictures: [],
    publishedAt: '2026-11-05T04:03:02.001Z',
    updatedAt: '2026-11-05T04:03:02.001Z',
    readingMinutes: 1,
    revision: 1,
  })
  const feed = (title: string, html: string) => ({
    title,
    description: title,
    home: 'https://q.example/b/blog',
    self: 'https://q.example/b/blog/feed.xml',
    language: 'ru',
    posts: [
      { post: post(title, html), url: 'https://q.example/b/blog/post', authorUrl: 'https://q.example/@ada', html },
    ],
  })

  it('survives any title and any text', () => {
    fc.assert(
      fc.property(anyText, anyText, (title, html) => {
        const texts = textsOf(rssOf(feed(title, html)))
        expect(texts['content:encoded']).toBe(asXmlKeeps(html))
        expect(texts['dc:creator']).toBe(asXmlKeeps(title))
        const json = JSON.parse(jsonFeedOf(feed(title, html)))
        expect(json.items[0]).toMatchObject({ title, content_html: html, tags: [title] })
      }),
      { numRuns: 300 },
    )
  })

  it('writes dates as RFC 822 has them', () => {
    expect(textsOf(rssOf(feed('a', 'b'))).pubDate).toBe('Thu, 05 Nov 2026 04:03:02 GMT')
  })

  it.each([
    ['<a href="/b/x?a=1&amp;b=2">x</a>', '<a href="https://q.example/b/x?a=1&amp;b=2">x</a>'],
    ['<a href="#note">x</a>', '<a href="https://q.example/b/blog/post#note">x</a>'],
    [
      '<img src="//cdn.example/a.png" alt="href=&quot;/x&quot;" />',
      '<img src="https://cdn.example/a.png" alt="href=&quot;/x&quot;" />',
    ],
    [
      '<img srcset="/a.webp 320w, /b.webp 800w" />',
      '<img srcset="https://q.example/a.webp 320w, https://q.example/b.webp 800w" />',
    ],
    ['<code>&lt;a href="/y"&gt;</code> href="/z"', '<code>&lt;a href="/y"&gt;</code> href="/z"'],
    ['<a href="mailto:ada@example.org">x</a>', '<a href="mailto:ada@example.org">x</a>'],
    ['<a href="http://[bad">x</a>', '<a href="http://[bad">x</a>'],
  ])('makes the addresses in %s absolute', (html, expected) => {
    expect(absoluteHtml(html, 'https://q.example/b/blog/post')).toBe(expected)
  })
})

describe('structured data', () => {
  it('is one script element with the data in it, whatever the data says', () => {
    const nasty = fc.oneof(anyText, fc.constantFrom('</script>', '<!--<script>', '</SCRIPT ', '\u2028'))
    fc.assert(
      fc.property(nasty, nasty, (headline, name) => {
        const { childNodes } = parseFragment(jsonLd({ headline, author: { name } }))
        expect(childNodes).toHaveLength(1)
        const [script] = childNodes
        if (!script || !('childNodes' in script)) throw new Error('no element')
        const text = script.childNodes.map((node) => ('value' in node ? node.value : '')).join('')
        expect(JSON.parse(text)).toEqual({ headline, author: { name } })
      }),
      { numRuns: 500 },
    )
  })
})
