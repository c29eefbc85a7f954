import fc from 'fast-check'
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5'
import { describe, expect, it } from 'vitest'
import { CODE_LANGUAGES, LONGEST_COLOURED } from '#lib/code/languages.ts'
import { colourCode } from '#lib/server/colour-code.ts'

type Node = DefaultTreeAdapterMap['node']

const escaped = (code: string) => code.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const block = (code: string, language = 'javascript') =>
  `<pre><code class="language-${language}">${escaped(code)}</code></pre>`

/** All elements of an HTML text as browsers read it, and its words. */
function read(html: string): { elements: string[]; text: string } {
  const elements: string[] = []
  let text = ''
  const visit = (node: Node): void => {
    if (node.nodeName === '#text') text += (node as DefaultTreeAdapterMap['textNode']).value
    if ('tagName' in node)
      elements.push([node.tagName, ...node.attrs.map(({ name, value }) => `${name}=${value}`)].join(' '))
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parseFragment(html))
  return { elements, text }
}

describe('code in a post', () => {
  it('gets its colours on the server', () => {
    const html = colourCode(block('const a = "b"'))
    expect(html).toContain('<span class="hljs-keyword">const</span>')
    expect(read(html).text).toBe('const a = "b"')
  })

  it('is known by every language that the editor offers', () => {
    for (const [name] of CODE_LANGUAGES) expect(colourCode(block('a', name)), name).toContain(`language-${name}`)
    expect(
      CODE_LANGUAGES.filter(([name]) => !/hljs-/.test(colourCode(block(SAMPLES, name)))).map(([name]) => name),
    ).toEqual([])
  })

  it('stays as it is without a language, with an unknown one, when it is too long, and with markup in it', () => {
    const plain = [
      '<pre><code>const a</code></pre>',
      block('const a', 'klingon'),
      block('const a;'.repeat(LONGEST_COLOURED / 8 + 1)),
      '<pre><code class="language-javascript">const <strong>a</strong></code></pre>',
    ]
    for (const html of plain) expect(colourCode(html)).toBe(html)
  })

  it('stops colouring in a post that is all code', () => {
    const long = block('const a;'.repeat(LONGEST_COLOURED / 8))
    const html = colourCode(long.repeat(7))
    expect(html.endsWith(long)).toBe(true)
    expect(html.split('hljs-keyword')[0]).not.toBe(html)
  })

  it('never becomes markup, whatever is in it', () => {
    const parts = fc.constantFrom(
      '<script>alert(1)</script>',
      '<img src=x onerror=a>',
      '&lt;b&gt;',
      '&amp;lt;',
      '&#60;',
      '"',
      "'",
      '</code></pre>',
      '<!--',
      '`${',
      '/*',
      '\n',
      'const ',
      'class="',
      '$&',
      '$1',
    )
    const code = fc.array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 20 }).map((all) => all.join(''))
    const languages = fc.constantFrom(...CODE_LANGUAGES.map(([name]) => name))
    fc.assert(
      fc.property(code, languages, (text, language) => {
        // As blog-service stores it: Unicode without control characters, lines ended by \n.
        const clean = text.replace(/(?!\n)\p{Cc}|\p{Cs}/gu, '')
        const { elements, text: shown } = read(colourCode(`${block(`x${clean}`, language)}<p>after</p>`))
        expect(shown).toBe(`x${clean}after`)
        const allowed = ['pre', `code class=language-${language}`, 'p']
        expect(
          elements.filter((element) => !allowed.includes(element) && !/^span class=[\w -]+$/.test(element)),
        ).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

/** A line that some rule of each language colours. */
const SAMPLES = `# a "b" 'c' 1
// x
if (true) { return null } else { var a = "s"; }
FROM node
select 1 from a where b = 'c';
<a href="b">c</a>
--- a
+++ b
+ added
key: value
func main() string { let x: Int = 1 }
`
