// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import { afterEach, describe, expect, it } from 'vitest'
import { cleanPaste } from '#lib/editor/clean-paste.ts'
import { isSameDraft, plainText } from '#lib/editor/draft-text.ts'
import { extensions, NO_TEXTS } from '#lib/editor/extensions.ts'
import { leaveCaption, selectFromCaption } from '#lib/editor/picture-keys.ts'
import { cleanHtml } from '../../../blog-service/src/posts/html.rules.ts'

const BARE = '<img src="https://example.org/a.png" alt="A hill" width="64" height="48">'
const CAPTIONED = '<figure><img src="/media/1/a.png" alt=""><figcaption>By the <em>sea</em></figcaption></figure>'

describe('a text with pictures', () => {
  let editor: Editor
  const begin = (content: string): Editor => {
    editor = new Editor({ content, extensions: extensions(NO_TEXTS) })
    return editor
  }
  const written = () => editor.getHTML().replace(/<p><\/p>$/, '')
  afterEach(() => editor.destroy())

  it.each([
    ['a heading', (e: Editor) => e.commands.setHeading({ level: 2 })],
    ['nothing but paragraphs', (e: Editor) => e.commands.clearNodes()],
    ['quoted', (e: Editor) => e.commands.setBlockquote()],
  ])('keeps its pictures when all of it becomes %s', (_, change) => {
    begin(`<p>one</p>${CAPTIONED}<p>two</p>${BARE}<p>three</p>`)
    editor.commands.selectAll()
    change(editor)
    expect(written()).toContain('<img src="/media/1/a.png"')
    expect(written()).toContain('By the <em>sea</em>')
    expect(written()).toContain('<img src="https://example.org/a.png"')
  })

  it('keeps the picture whose caption is to become something else', () => {
    begin(CAPTIONED)
    editor.commands.setTextSelection(3)
    editor.commands.toggleHeading({ level: 2 })
    editor.commands.toggleCodeBlock()
    expect(written()).toBe(CAPTIONED)
  })

  it.each([
    [
      'a figure of two pictures',
      `<figure>${BARE}<img src="/b.png"><figcaption>Both</figcaption></figure>`,
      [BARE, '/b.png', 'Both'],
    ],
    [
      'words beside a picture',
      `<figure>${BARE} beside<figcaption>below</figcaption></figure>`,
      [BARE, 'beside', 'below'],
    ],
    [
      'a quote in a figure with a picture',
      `<figure>${BARE}<blockquote><p>said</p></blockquote></figure>`,
      [BARE, 'said'],
    ],
    [
      'a caption of paragraphs',
      `<figure>${BARE}<figcaption><p>one</p><p>two</p></figcaption></figure>`,
      [BARE, 'one', 'two'],
    ],
  ])('loses nothing of %s', (_, html, parts) => {
    begin(html)
    for (const part of parts) expect(written()).toContain(part)
  })

  it('comes through blog-service as the editor writes it, but for what makes pictures load late', () => {
    begin(CAPTIONED + BARE)
    expect(cleanHtml(written()).replaceAll(' loading="lazy" />', '>')).toBe(CAPTIONED + BARE)
  })

  it('has the address that readers get, wherever the author’s browser took a picture from', () => {
    begin('<img src="/-/media/1/a.png">')
    expect(written()).toBe('<img src="/media/1/a.png">')
  })

  it('goes on below a picture after Enter in its caption, in the empty line that is there', () => {
    begin(`${CAPTIONED}<p></p><p>two</p>`)
    editor.commands.setTextSelection(4)
    expect(leaveCaption(editor)).toBe(true)
    editor.commands.insertContent('one')
    expect(written()).toBe(`${CAPTIONED}<p>one</p><p>two</p>`)
  })

  it('takes the picture, and not the caption apart, for what is erased from the beginning of a caption', () => {
    begin(`<p>one</p>${CAPTIONED}<p>two</p>`)
    editor.commands.setTextSelection(7)
    expect(selectFromCaption(editor)).toBe(true)
    expect(written()).toContain(CAPTIONED)
    editor.commands.deleteSelection()
    expect(written()).toBe('<p>one</p><p>two</p>')
  })
})

describe('a picture', () => {
  it('of ours is kept when it is cut and pasted; a file of the person’s disk and an address that is none are not', () => {
    const ours = '<img src="/media/1/a.png" alt="a">'
    expect(cleanPaste(ours)).toBe(ours)
    expect(cleanPaste('<img src="file:///a.png"><img src="//example.org/a.png"><img src="/logout">')).toBe('')
  })

  it('is told from another one with the same description, where a person chooses between two texts', () => {
    const [one, other] = ['/media/1/x/original.png', '/media/2/x/original.png'].map(
      (src) => `<img src="${src}" alt="A hill">`,
    )
    const numbers = new Map<string, number>()
    const nameOf = (src: string) => {
      numbers.set(src, numbers.get(src) ?? numbers.size + 1)
      return `Picture ${numbers.get(src)}`
    }
    expect([one, other, one].map((html = '') => plainText(html, nameOf))).toEqual([
      'Picture 1: A hill',
      'Picture 2: A hill',
      'Picture 1: A hill',
    ])
    const draft = (html = '') => ({ title: '', html, tags: [], coverMediaId: null })
    expect(isSameDraft(draft(one), draft(other))).toBe(false)
  })
})
