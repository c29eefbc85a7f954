import { createDocument, getSchema } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { PostDraft } from '../api-types.ts'
import { extensions } from './extensions.ts'

const schema = getSchema(extensions({ placeholder: '', codeLabel: '', codePlain: '' }))

const documentOf = (html: string): Node => createDocument(html, schema) as Node

/** The words of a text, an empty line between its blocks. */
export function plainText(html: string): string {
  const whole = documentOf(html)
  return whole.textBetween(0, whole.content.size, '\n\n', (leaf) => leaf.attrs.alt ?? '\n')
}

/** Whether the editor shows the same for both; the server writes a link or a tag in its own way. */
export function isSameDraft(one: PostDraft, other: PostDraft): boolean {
  return (
    plain(one.title) === plain(other.title) &&
    one.tags.map(plain).join() === other.tags.map(plain).join() &&
    (one.html === other.html || shape(one.html) === shape(other.html))
  )
}

/** What a text is made of. The server writes the `rel` of every link, whatever it was. */
const shape = (html: string): string =>
  JSON.stringify(documentOf(html.normalize()), (name, value) => (name === 'rel' ? undefined : value))

const plain = (text: string): string => text.normalize().replace(/\s+/g, ' ').trim().toLowerCase()
