import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanHtml, HTML_POLICY, trustedHtml } from '../../src/posts/html.rules.js'

const wrapped = (tags: string[], inside: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...tags), inside).map(([tag, content]) => `<${tag}>${content}</${tag}>`)

describe('cleaning keeps what the editor writes', () => {
  it.each([
    '<p>A <strong>b</strong> <em>c</em> <u>d</u> <s>e</s> <code>f</code></p>',
    '<h2>a</h2><h3>b</h3><h4>c</h4>',
    '<pre><code class="language-typescript">const a = 1 &lt; 2</code></pre>',
    '<blockquote><p>a</p></blockquote><hr /><p>b<br />c</p>',
    '<ul><li><p>a</p></li></ul><ol start="3"><li><p>b</p></li></ol>',
    '<figure><img src="https://a.b/c.png" alt="d" width="640" height="480" loading="lazy" /><figcaption>e</figcaption></figure>',
    '<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener ugc">x</a></p>',
    '<p><a href="mailto:ada@example.org" rel="nofollow noopener ugc">x</a></p>',
    '<p>ё é 日本 🙂 &amp; &lt;tag&gt;</p>',
  ])('%s', (html) => expect(cleanHtml(html)).toBe(html))
})

describe('a text of the editor', () => {
  const words = fc.stringMatching(/^[a-zа-яё0-9 .,;:!?«»—]{1,20}$/)
  const { block } = fc.letrec((tie) => ({
    inline: fc.oneof(
      { maxDepth: 3 },
      words,
      fc.constantFrom('&amp;', '&lt;', '<br />', '<img src="/api/v1/media/1" alt="a" loading="lazy" />'),
      wrapped(['strong', 'em', 'u', 's', 'code'], tie('inline') as fc.Arbitrary<string>),
    ),
    block: fc.oneof(
      { maxDepth: 3 },
      wrapped(['p', 'h2', 'h3', 'h4', 'pre', 'figcaption'], tie('inline') as fc.Arbitrary<string>),
      wrapped(['blockquote', 'figure'], tie('block') as fc.Arbitrary<string>),
      wrapped(['ul', 'ol'], wrapped(['li'], tie('block') as fc.Arbitrary<string>)),
    ),
  }))

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(block as fc.Arbitrary<string>, (html) => cleanHtml(html) === html),
      { numRuns: 500 },
    )
  })
})

describe('cleaning puts right', () => {
  it.each([
    ['headings outside our range', '<h1>a</h1><h5>b</h5><h6>c</h6>', '<h2>a</h2><h4>b</h4><h4>c</h4>'],
    ['old names of marks', '<b>a</b><i>b</i><del>c</del>', '<strong>a</strong><em>b</em><s>c</s>'],
    ['elements that mean nothing here', '<div><span style="x">a</span></div>', 'a'],
    [
      'rel and target of a link',
      '<a href="/x" target="_blank" rel="opener">a</a>',
      '<a href="/x" rel="nofollow noopener ugc">a</a>',
    ],
    [
      'classes',
      '<p class="fixed inset-0">a</p><code class="language-js hidden">b</code>',
      '<p>a</p><code class="language-js">b</code>',
    ],
    [
      'sizes that are no numbers',
      '<img src="/a.png" width="100%" height="9" />',
      '<img src="/a.png" height="9" loading="lazy" />',
    ],
    ['pictures without an address', '<p>a<img alt="x"><img src="data:image/png;base64,AA=="></p>', '<p>a</p>'],
    ['addresses that borrow the scheme', '<a href="//evil.example">a</a>', '<a rel="nofollow noopener ugc">a</a>'],
    ['what is left open', '<p><strong>a', '<p><strong>a</strong></p>'],
  ])('%s', (_, html, clean) => expect(cleanHtml(html)).toBe(clean))

  it('a depth that no text has', () => {
    const depth = cleanHtml('<blockquote>'.repeat(500)).match(/<blockquote>/g)?.length
    expect(depth).toBeLessThanOrEqual(40)
  })
})

describe('reading a stored text', () => {
  const old = '<p onclick="x()">a</p>'
  it('trusts what the current policy cleaned', () => expect(trustedHtml(old, HTML_POLICY)).toBe(old))
  it('cleans again what an older one did', () => expect(trustedHtml(old, HTML_POLICY - 1)).toBe('<p>a</p>'))
})
