import { Node } from '@tiptap/core'

const ATTRIBUTES = ['src', 'alt', 'title', 'width', 'height'] as const

/** Keeps the pictures of a text that came with some; putting them in is the business of the media module. */
export const Picture = Node.create({
  name: 'picture',
  group: 'block',
  draggable: true,
  addAttributes: () => Object.fromEntries(ATTRIBUTES.map((name) => [name, { default: null }])),
  parseHTML: () => [{ tag: 'img[src]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
})
