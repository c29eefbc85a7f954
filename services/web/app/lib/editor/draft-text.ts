import { createDocument, getSchema } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { PostDraft } from '../api-types.ts'
import { extensions, NO_TEXTS } from './extensions.ts'

const schema = getSchema(extensions(NO_TEXTS))

const documentOf = (html: string): Node => createDocument(html, schema) as Node

/**
 * The words of a text, an empty line between its blocks. A picture is its name, its description, and its caption.
 * @param nameOf tells pictures apart by their addresses: two of them may have the same description, or none
 */
export function plainText(html: string, nameOf: (src: string) => string): string {
  const blocks: string[] = []
  documentOf(html).descendants((node) => {
    const { src, alt } = node.attrs
    const isEmptyCaption = node.type.name === 'pictureCaption' && node.content.size === 0
    if (node.type.name === 'picture') blocks.push([nameOf(src), alt].filter(Boolean).join(': '))
    else if (node.isTextblock && !isEmptyCaption) blocks.push(node.textBetween(0, node.content.size, undefined, '\n'))
    return !node.isTextblock
  })
  return blocks.join('\n\n')
}

/** Whether the editor shows the same for both; the server writes a link or a tag in its own way. */
export function isSameDraft(one: PostDraft, other: PostDraft): boolean {
  return (
    plain(one.title) === plain(other.title) &&
    one.tags.map(plain).join() === other.tags.map(plain).join() &&
    one.coverMediaId === other.coverMediaId &&
    (one.html === other.html || shape(one.html) === shape(other.html))
  )
}

/** What a text is made of. The server writes the `rel` of every link, whatever it was. */
const shape = (html: string): string =>
  JSON.stringify(documentOf(html.normalize()), (name, value) => (name === 'rel' ? undefined : value))

const plain = (text: string): string => text.normalize().replace(/\s+/g, ' ').trim().toLowerCase()
