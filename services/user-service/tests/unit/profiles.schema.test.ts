import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProfileChange } from '../../src/profiles/profiles.schema.js'

const link = (url: string) => ProfileChange.safeParse({ links: [{ label: 'Home', url }] })

describe('a change of a profile', () => {
  it.each(['https://example.com', 'http://localhost:8080/a?b=c#d', 'https://пример.рф/о-нас', 'HTTPS://EXAMPLE.COM'])(
    'takes the link %s',
    (url) => {
      expect(link(url).success).toBe(true)
    },
  )

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://example.com',
    'file:///etc/passwd',
    '//example.com',
    'example.com',
    'https://',
    'https://user:secret@example.com',
    'mailto:ada@example.com',
    ' ',
  ])('refuses the link %j', (url) => {
    expect(link(url).success).toBe(false)
  })

  it('never takes a link that a browser would not open as a page', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 60 }), fc.webUrl({ validSchemes: ['http', 'ftp', 'javascript'] })),
        (url) => {
          const result = link(url)
          if (result.success) expect(result.data.links?.[0]?.url).toMatch(/^https?:/i)
        },
      ),
    )
  })

  it.each([
    ['no more than five links', { links: Array(6).fill({ label: 'a', url: 'https://a.example' }) }],
    ['a link without a label', { links: [{ label: '', url: 'https://a.example' }] }],
    ['a link with something else', { links: [{ label: 'a', url: 'https://a.example', rel: 'me' }] }],
    ['501 characters about oneself', { bio: { en: 'x'.repeat(501) } }],
    ['a bio in another language', { bio: { de: 'Hallo' } }],
    ['a name of 81 characters', { name: 'x'.repeat(81) }],
    ['an empty name', { name: '  ' }],
    ['a name of two lines', { name: 'Ada\nLovelace' }],
    ['a name with NUL', { name: 'Ada\u0000' }],
    ['a bio with a lone surrogate', { bio: { ru: '\ud800' } }],
    ['another locale', { locale: 'de' }],
    ['a name that is not text', { name: 7 }],
    ['a field that nobody knows', { roles: ['admin'] }],
    ['an id', { id: '01890000-0000-7000-8000-000000000000' }],
    ['null', { name: null }],
  ])('refuses %s', (_, body) => {
    expect(ProfileChange.safeParse(body).success).toBe(false)
  })

  it('takes 500 characters about oneself, line breaks and pictures included', () => {
    const bio = `${'😀'.repeat(249)}\n${'я'.repeat(250)}`
    expect(ProfileChange.parse({ bio: { ru: bio } })).toEqual({ bio: { ru: bio } })
  })
})
