import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linkify } from '#lib/server/links.ts'

const hrefs = (text: string) => linkify(text).flatMap(({ href }) => href ?? [])

describe('links in plain text', () => {
  it.each([
    ['see https://a.example/b?c=d#e.', ['https://a.example/b?c=d#e']],
    ['(http://a.example), «https://b.example»!', ['http://a.example/', 'https://b.example/']],
    ['https://en.example/wiki/Quark_(physics)', ['https://en.example/wiki/Quark_(physics)']],
    ['HTTPS://A.EXAMPLE/x', ['https://a.example/x']],
    ['https://a.example/"><script>alert(1)</script>', ['https://a.example/']],
    ['javascript:alert(1) data:text/html,x mailto:a@b.example //a.example', []],
    ['https://a.example@evil.example/', []],
    ['https:// http://', []],
    ['no address', []],
  ])('%j: %j', (text, expected) => expect(hrefs(text)).toEqual(expected))

  it('change no character of any text, and lead to the web alone', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('https://', 'http://a.example', ')', '(', '.', '@', '"', ' '),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        expect(
          linkify(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
        for (const href of hrefs(text)) expect(href).toMatch(/^https?:\/\/[^"<>\s]+$/)
      }),
    )
  })
})
