// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanPaste } from '#lib/editor/clean-paste.ts'
import { CHROME_PAGE, GOOGLE_DOCS, WORD } from './clipboard-samples.ts'

/** Without the spaces between blocks, which no reader sees. */
const clean = (html: string) =>
  cleanPaste(html)
    .replaceAll('&nbsp;', '\u00a0')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/> +</g, '><')
    .trim()

describe('what is pasted', () => {
  it('from Word keeps headings, marks and lists of two levels', () => {
    expect(clean(WORD)).toBe(
      '<h2>Walks</h2><p>It <strong>rained</strong> and we <em>went</em> anyway.</p>' +
        '<ul><li>Bread</li><li>Rope<ul><li>Two of them</li></ul></li></ul>' +
        '<p>Then:</p><ol><li>Out</li><li>Home</li></ol>',
    )
  })

  it('from Google Docs keeps what its styles mean, and no bold that is not there', () => {
    expect(clean(GOOGLE_DOCS)).toBe(
      '<h2>Прогулка</h2><p>Шёл <strong>дождь</strong>, но мы <em>вышли</em>. <a href="https://example.org/">Сюда</a></p>' +
        '<ul><li><p>хлеб</p></li><li><p>верёвка</p><ul><li><p>две</p></li></ul></li></ul>',
    )
  })

  it('from a web page keeps the text and drops what is around it', () => {
    expect(clean(CHROME_PAGE)).toBe(
      '<h2>Title</h2><p>A <a href="https://example.org/a">link</a> and <code>code</code>.</p>' +
        '<pre><code class="language-js">let a = 1</code></pre><img src="https://example.org/a.png" alt="A hill">',
    )
  })

  it('keeps spaces in code and makes runs of them one elsewhere', () => {
    expect(clean('<p>a\u00a0\u00a0 b</p><pre>a\u00a0\u00a0b</pre>')).toBe('<p>a b</p><pre>a\u00a0\u00a0b</pre>')
  })

  it('has no style, no script, no handler and no local picture left', () => {
    const tags = fc.constantFrom(
      'p',
      'b',
      'span',
      'div',
      'li',
      'ul',
      'ol',
      'h1',
      'h5',
      'o:p',
      'script',
      'style',
      'a',
      'code',
      'table',
      'font',
    )
    const attributes = fc.constantFrom(
      '',
      ' style="font-weight:700"',
      ' style="font-weight:normal"',
      ' style="mso-list:l0 level3 lfo1"',
      ' onclick="a()"',
      ' class="MsoNormal"',
      ' href="https://example.org"',
    )
    const { html } = fc.letrec<{ html: string }>((tie) => ({
      html: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom('word', ' ', '\u00a0', '<img src="file:///a.png">', '<!-- c -->', '<br>'),
        fc
          .tuple(tags, attributes, fc.array(tie('html'), { maxLength: 4 }))
          .map(([tag, with_, inner]) => `<${tag}${with_}>${inner.join('')}</${tag}>`),
      ),
    }))
    fc.assert(
      fc.property(html, (pasted) => {
        expect(cleanPaste(pasted)).not.toMatch(/style=|onclick|<script|<style|file:|<!--|Mso|<o:|<h1|<h5/i)
      }),
      { numRuns: 300 },
    )
  })
})
