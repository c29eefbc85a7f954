import { describe, expect, it } from 'vitest'
import { doingOf, type ShownComment, type Thread, threads } from '#lib/comments.ts'
import { linkAddress } from '#lib/editor/link-address.ts'
import { fieldText } from '#lib/forms.ts'
import { en } from '#lib/i18n/en.ts'
import { i18nOf } from '#lib/i18n/index.ts'
import { ownAddress, publicAddress } from '#lib/media/picture.ts'
import { readableHtml } from '#lib/server/readable-html.ts'
import { readProfile } from '#lib/settings/profile.ts'
import { deviceOf, initials, parseTags } from '#lib/text.ts'

describe('linkAddress', () => {
  it.each([
    ['https://a.example/b?c=d', 'https://a.example/b?c=d'],
    ['a.example/b', 'https://a.example/b'],
    ['ada@example.com', 'mailto:ada@example.com'],
    ['/b/mosses', '/b/mosses'],
    ['  ', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['java\nscript:alert(1)', undefined],
  ])('%j becomes %j', (typed, address) => expect(linkAddress(typed)).toBe(address))
})

describe('text', () => {
  it('makes initials of any script', () => {
    expect(['Вера Соколова', 'ada', 'Anna Maria de la Cruz', '', '🦉 сова'].map(initials)).toEqual([
      'ВС',
      'A',
      'AC',
      '',
      '🦉С',
    ])
  })

  it('reads tags as people type them', () => {
    expect(parseTags(' мох,#Light   house, ,мох,')).toEqual(['мох', 'Light house'])
    expect(parseTags(Array.from({ length: 15 }, (_, index) => index).join())).toHaveLength(10)
  })

  it('names a device in two words', () => {
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0'
    const android =
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0 Mobile Safari/537.36'
    expect([firefox, android, 'curl/8', null].map(deviceOf)).toEqual([
      'Firefox, Linux',
      'Chrome, Android',
      undefined,
      undefined,
    ])
  })
})

describe('threads', () => {
  const comment = (id: string, depth: number, parentId: string | null = null) =>
    ({ id, depth, parentId }) as ShownComment
  const drawn = (made: Thread[]): unknown[] =>
    made.map(({ comment: { id }, answered, answers }) => [id + (answered ? `→${answered.id}` : ''), ...drawn(answers)])

  it('are the tree that the depths draw, and say of the deepest what they answer', () => {
    const made = threads([
      comment('a', 0),
      comment('b', 1, 'a'),
      comment('c', 2, 'b'),
      comment('d', 2, 'c'),
      comment('e', 1, 'a'),
      comment('f', 0),
    ])
    expect(drawn(made)).toEqual([['a', ['b', ['c'], ['d→c']], ['e']], ['f']])
  })

  it('know from the address what is done with a comment', () => {
    expect(doingOf(new URLSearchParams('at=x&reply=y'))).toEqual({ what: 'reply', id: 'y' })
    expect(doingOf(new URLSearchParams('edit=z'))).toEqual({ what: 'edit', id: 'z' })
    expect(doingOf(new URLSearchParams('at=x&edit='))).toBeUndefined()
  })
})

describe('readProfile', () => {
  it('drops links without an address and shows the host of one without a text', () => {
    const data = new FormData()
    for (const [name, value] of [
      ['name', ' Ada '],
      ['bio.en', 'x'],
      ['locale', 'xx'],
      ['links.0.label', 'no address'],
      ['links.1.url', 'https://a.example/b'],
    ] as const)
      data.set(name, value)
    expect(readProfile(data)).toEqual({
      name: 'Ada',
      bio: { en: 'x', ru: '' },
      links: [{ label: 'a.example', url: 'https://a.example/b' }],
      locale: 'en',
    })
  })
})

describe('fieldText', () => {
  const i18n = i18nOf('en', en)
  const problem = (code: string, value?: string) => ({
    form: 'f',
    code: 'invalid-request',
    fields: { email: code },
    values: { email: value },
  })

  it('words a code, or the rule of the field, or that it is empty', () => {
    expect(fieldText(i18n, problem('too-big'), 'email')).toBe(en['error.field.too-long'])
    expect(fieldText(i18n, problem('invalid-format', 'x'), 'email')).toBe(en['error.field.email'])
    expect(fieldText(i18n, problem('invalid-format', ''), 'email')).toBe(en['error.field.required'])
    expect(fieldText(i18n, problem('too-big'), 'name')).toBeUndefined()
  })
})

it('code blocks can be reached by the keyboard', () => {
  expect(readableHtml('<p>a</p><pre><code>b</code></pre>', { pictures: [] })).toBe(
    '<p>a</p><pre tabindex="0"><code>b</code></pre>',
  )
})

describe('pictures in a text', () => {
  const id = '0199f0a2-5b7e-7c31-9d7a-0f4c1f5f2b11'
  const path = (name: string) => `/media/${id}/0a1b/${name}`
  const picture = {
    ...{ id, url: path('original.jpg'), width: 1200, height: 800, thumbhash: '' },
    variants: [
      { name: 'preview', url: path('preview.webp'), width: 192, height: 192 },
      { name: '320', url: path('320.webp'), width: 320, height: 213 },
      { name: '800', url: path('800.webp'), width: 800, height: 533 },
    ],
  }
  const text = `<p>a</p><figure><img src="${path('800.webp')}" alt="A lake" loading="lazy" /></figure>`

  it('get their sizes and smaller forms, and keep what the author wrote', () => {
    expect(readableHtml(text, { pictures: [picture] })).toBe(
      `<p>a</p><figure><img src="${path('800.webp')}" srcset="${path('320.webp')} 320w, ${path('800.webp')} 800w" ` +
        'sizes="(min-width: 48rem) 42rem, 92vw" width="1200" height="800" alt="A lake" loading="lazy" /></figure>',
    )
  })

  it('keep a width that the author gave', () => {
    const own = `<img src="${path('800.webp')}" width="300" height="200" loading="lazy" />`
    expect(readableHtml(own, { pictures: [picture] })).not.toContain('width="1200"')
  })

  it('are fetched with the session while nobody else may see them', () => {
    const html = readableHtml(text, { pictures: [picture], own: true })
    expect(html).toContain(`src="/-${path('800.webp')}"`)
    expect(html).not.toContain('srcset')
  })

  it('of other sites, and of ours that are not known, stay as they are', () => {
    const other = '<p><img src="https://elsewhere.example/a.png" alt="" loading="lazy" /></p>'
    expect(readableHtml(other, { pictures: [picture], own: true })).toBe(other)
    expect(readableHtml(text, { pictures: [] })).toBe(text)
  })
})

describe('addresses of files', () => {
  it('lead through the door and back', () => {
    expect(ownAddress('/media/a/b/800.webp')).toBe('/-/media/a/b/800.webp')
    expect(publicAddress('/-/media/a/b/800.webp')).toBe('/media/a/b/800.webp')
    for (const other of ['https://elsewhere.example/media/a', '/elsewhere']) {
      expect(ownAddress(other)).toBe(other)
      expect(publicAddress(other)).toBe(other)
    }
  })
})
