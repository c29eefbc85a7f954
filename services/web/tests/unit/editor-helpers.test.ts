// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchingBlocks } from '#lib/editor/block-search.ts'
import { BLOCK_WORDS } from '#lib/editor/block-words.ts'
import { differenceOf, type Piece } from '#lib/editor/difference.ts'
import { isSameDraft, plainText } from '#lib/editor/draft-text.ts'
import { extensions, NO_TEXTS } from '#lib/editor/extensions.ts'
import { keyboardHeight } from '#lib/editor/keyboard-height.ts'
import { readingMinutes, wordsOf } from '#lib/editor/text-size.ts'
import { en } from '#lib/i18n/en.ts'
import { ru } from '#lib/i18n/ru.ts'
import { readingMinutes as minutesOfBlogService } from '../../../blog-service/src/posts/reading.rules.ts'

const whole = (pieces: Piece[]) => pieces.map(({ text }) => text).join('')
const own = (pieces: Piece[]) => pieces.filter(({ isOwn }) => isOwn).map(({ text }) => text)

describe('the difference of two texts', () => {
  it('marks whole words, of Russian too', () => {
    const { mine, theirs } = differenceOf('Мы вышли на рассвете.', 'Мы вышли после обеда.')
    expect([own(mine).join(''), own(theirs).join('')].map((text) => text.replace(/\s/g, ''))).toEqual([
      'нарассвете',
      'послеобеда',
    ])
  })

  it('loses nothing of either', () => {
    const words = fc.array(fc.constantFrom('a', 'б', ' ', '\n', '.', 'слово')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(words, words, (one, other) => {
        const { mine, theirs } = differenceOf(one, other)
        expect([whole(mine), whole(theirs)]).toEqual([one, other])
        if (one === other) expect([...own(mine), ...own(theirs)]).toEqual([])
      }),
    )
  })

  it('gives up on marks, not on texts, when everything differs', () => {
    const text = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word}${index}`).join(' ')
    const { mine, theirs } = differenceOf(text('a'), text('b'))
    expect([whole(mine), whole(theirs)]).toEqual([text('a'), text('b')])
  })
})

describe('two drafts', () => {
  const draft = (html: string, title = 'A', tags = ['rain'], coverMediaId: string | null = null) => ({
    title,
    html,
    tags,
    coverMediaId,
  })

  it('are the same when only the server’s way of writing differs', () => {
    const sent = draft('<p>See <a href="https://example.org">this</a></p>', 'A  title ', ['Rain'])
    const stored = draft('<p>See <a href="https://example.org" rel="nofollow noopener ugc">this</a></p>', 'A title', [
      'rain',
    ])
    expect(isSameDraft(sent, stored)).toBe(true)
  })

  it.each([
    ['a word', draft('<p>a</p>'), draft('<p>b</p>')],
    ['a mark', draft('<p>a</p>'), draft('<p><strong>a</strong></p>')],
    ['the title', draft('<p>a</p>'), draft('<p>a</p>', 'B')],
    ['a tag', draft('<p>a</p>'), draft('<p>a</p>', 'A', [])],
    ['the cover', draft('<p>a</p>'), draft('<p>a</p>', 'A', ['rain'], 'a-picture')],
    ['a picture', draft('<img src="/media/1/a/original.png">'), draft('<img src="/media/2/a/original.png">')],
    ['a description', draft('<img src="/a.png" alt="a hill">'), draft('<img src="/a.png" alt="a lake">')],
    [
      'a caption',
      draft('<img src="/a.png">'),
      draft('<figure><img src="/a.png"><figcaption>Hills</figcaption></figure>'),
    ],
  ])('differ by %s', (_, one, other) => expect(isSameDraft(one, other)).toBe(false))

  it('are read as words with their blocks apart', () => {
    expect(plainText('<h2>One</h2><p>two<br>three</p><img src="/b.png" alt="a hill">', String)).toBe(
      'One\n\ntwo\nthree\n\n/b.png: a hill',
    )
    expect(plainText('<figure><img src="/b.png"><figcaption>Hills</figcaption></figure><p>one</p>', String)).toBe(
      '/b.png\n\nHills\n\none',
    )
  })
})

describe('a text with pictures', () => {
  const written = (html: string) => {
    const editor = new Editor({ content: html, extensions: extensions(NO_TEXTS) })
    try {
      return editor.getHTML()
    } finally {
      editor.destroy()
    }
  }

  it.each([
    ['a bare one', '<p>One</p><img src="/a.png" alt="a hill" width="4" height="3"><p>two</p>'],
    ['one with a caption', '<figure><img src="/a.png"><figcaption>The <em>hills</em></figcaption></figure><p>two</p>'],
  ])('comes back from the editor as it was: %s', (_, html) => expect(written(html)).toBe(html))

  it('keeps the picture of a figure without a caption, and the text of a figure without a picture', () => {
    expect(written('<figure><img src="/a.png"></figure><p>one</p>')).toBe('<img src="/a.png"><p>one</p>')
    expect(written('<figure><p>one</p></figure>')).toContain('<p>one</p>')
  })
})

describe('the slash menu', () => {
  const find = (typed: string, dictionary: Record<string, unknown> = en) =>
    matchingBlocks([...BLOCK_WORDS], typed, ({ name }) => String(dictionary[name])).map(({ name }) => name)

  it('shows every block when nothing is typed yet', () => expect(find('')).toHaveLength(BLOCK_WORDS.length))

  it.each([
    ['head', ['editor.heading2', 'editor.heading3']],
    ['заг', ['editor.heading2']],
    ['h3', ['editor.heading3']],
    ['ЦИТ', ['editor.quote']],
    ['код', ['editor.codeBlock']],
    ['нум', ['editor.numbers']],
    ['hr', ['editor.rule']],
    ['zzz', []],
  ])('finds by %j in either language', (typed, names) => {
    expect(find(typed)).toEqual(names)
    expect(find(typed, ru)).toEqual(names)
  })
})

describe('the size of a text', () => {
  it('counts words of any script', () => expect(wordsOf('It’s late, don’t wait. Уже 12:30, по-моему.')).toBe(8))

  it('names the same minutes as blog-service will', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('word', 'слово', ' ', '. ')), fc.nat(30), (parts, pictures) => {
        const text = Array.from({ length: 20 }, () => parts.join(' ')).join(' ')
        expect(readingMinutes(text, pictures)).toBe(minutesOfBlogService(text, pictures))
      }),
    )
  })
})

describe('the keyboard of a phone', () => {
  it.each([
    ['none', { height: 844, offsetTop: 0, scale: 1 }, 0],
    ['open', { height: 508, offsetTop: 0, scale: 1 }, 336],
    ['open, and the page pushed up', { height: 508, offsetTop: 100, scale: 1 }, 236],
    ['none, but zoomed in', { height: 422, offsetTop: 0, scale: 2 }, 0],
  ])('(%s) is measured', (_, viewport, height) => expect(keyboardHeight(844, viewport)).toBe(height))
})
