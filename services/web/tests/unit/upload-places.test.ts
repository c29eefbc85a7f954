// @vitest-environment happy-dom
import { Editor } from '@tiptap/core'
import { afterEach, describe, expect, it } from 'vitest'
import { extensions, NO_TEXTS } from '#lib/editor/extensions.ts'
import { addPlace, edgeAt, placeOf, removePlace, uploadPlaces } from '#lib/editor/upload-places.ts'

describe('the place of a picture that is on its way', () => {
  let editor: Editor
  const begin = (content: string): Editor => {
    editor = new Editor({ content, extensions: extensions(NO_TEXTS) })
    editor.registerPlugin(uploadPlaces())
    return editor
  }
  afterEach(() => editor.destroy())
  const place = (at: number): object => {
    const id = {}
    editor.view.dispatch(addPlace(editor.state.tr, id, at))
    return id
  }
  const picture = (src: string) => editor.schema.nodes.picture?.create({ src })
  const arrive = (id: object, src: string) => {
    const at = placeOf(editor.state, id)
    if (at !== undefined) editor.view.dispatch(removePlace(editor.state.tr.insert(at, picture(src) ?? []), id))
  }

  it('is behind the block that it is asked for in, and before an empty one', () => {
    const { doc } = begin('<p>One</p><p></p><ul><li><p>a</p></li></ul>').state
    expect(edgeAt(doc, 2)).toBe(5)
    expect(edgeAt(doc, 6)).toBe(5)
    expect(edgeAt(doc, 11)).toBe(doc.content.size - (doc.lastChild?.type.name === 'paragraph' ? 2 : 0))
  })

  it('moves with what is typed before it', () => {
    begin('<p>One</p><p>two</p>')
    const id = place(5)
    editor.commands.insertContentAt(1, 'Number ')
    arrive(id, '/a.png')
    expect(editor.getHTML()).toContain('<p>Number One</p><img src="/a.png"><p>two</p>')
  })

  it.each([
    ['joined', 4, 6, '<p>Onetwo</p><img src="/a.png"><p>three</p>'],
    ['deleted', 1, 9, '<p></p><p>three</p>'],
  ])('is not lost when the blocks on both sides of it are %s', (_, from, to, html) => {
    begin('<p>One</p><p>two</p><p>three</p>')
    const id = place(5)
    editor.commands.deleteRange({ from, to })
    arrive(id, '/a.png')
    expect(editor.getHTML().replace('<img src="/a.png"><p></p>', '<p></p>')).toBe(html)
    expect(editor.getHTML()).toContain('<img src="/a.png">')
  })

  it('keeps the order of several at one place', () => {
    begin('<p>One</p><p>two</p>')
    const ids = [place(5), place(5), place(5)]
    ids.forEach((id, index) => {
      arrive(id, `/${index}.png`)
    })
    expect(editor.getHTML()).toContain('<p>One</p><img src="/0.png"><img src="/1.png"><img src="/2.png"><p>two</p>')
  })

  it('is no part of the text', () => {
    const before = begin('<p>One</p><p>two</p>').getHTML()
    place(5)
    expect(editor.getHTML()).toBe(before)
  })
})
