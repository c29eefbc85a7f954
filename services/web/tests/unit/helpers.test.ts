import { describe, expect, it } from 'vitest'
import type { Comment } from '#lib/api-types.ts'
import { doingOf, type Thread, threads } from '#lib/comments.ts'
import { linkAddress } from '#lib/editor/link-address.ts'
import { fieldText } from '#lib/forms.ts'
import { en } from '#lib/i18n/en.ts'
import { i18nOf } from '#lib/i18n/index.ts'
import { readableHtml } from '#lib/post/readable-html.ts'
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
  const comment = (id: string, depth: number, parentId: string | null = null) => ({ id, depth, parentId }) as Comment
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
  expect(readableHtml('<p>a</p><pre><code>b</code></pre>')).toBe('<p>a</p><pre tabindex="0"><code>b</code></pre>')
})
