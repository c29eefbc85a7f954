import { mergeAttributes, Node } from '@tiptap/core'
import { pictureView } from './picture-view.ts'

const ATTRIBUTES = ['src', 'alt', 'title', 'width', 'height'] as const

export interface PictureOptions {
  /** What stands in the empty caption. */
  captionPlaceholder: string
  altLabel: string
  altPlaceholder: string
  removeLabel: string
}

/** A picture with a caption, which is its content. Without one it is a bare `<img>`, as texts from elsewhere have them. */
export const Picture = Node.create<PictureOptions>({
  name: 'picture',
  group: 'block',
  content: 'inline*',
  draggable: true,
  isolating: true,
  addOptions: () => ({ captionPlaceholder: '', altLabel: '', altPlaceholder: '', removeLabel: '' }),
  addAttributes: () =>
    Object.fromEntries(
      ATTRIBUTES.map((name) => [name, { default: null, parseHTML: (element) => imageOf(element)?.getAttribute(name) }]),
    ),
  parseHTML: () => [
    {
      tag: 'figure',
      getAttrs: (figure) => (imageOf(figure) ? null : false),
      contentElement: (figure) => (figure as HTMLElement).querySelector('figcaption') ?? document.createElement('p'),
    },
    { tag: 'img[src]' },
  ],
  renderHTML: ({ node, HTMLAttributes }) =>
    node.content.size === 0
      ? ['img', HTMLAttributes]
      : ['figure', ['img', mergeAttributes(HTMLAttributes)], ['figcaption', 0]],
  addNodeView() {
    return pictureView(this.options)
  },
  addKeyboardShortcuts() {
    return {
      // A caption is one line: what follows it is the text again.
      Enter: ({ editor }) => {
        const { $head } = editor.state.selection
        if ($head.parent.type !== this.type) return false
        const after = $head.after()
        return editor
          .chain()
          .insertContentAt(after, { type: 'paragraph' })
          .focus(after + 1)
          .run()
      },
    }
  },
})

const imageOf = (element: HTMLElement): HTMLElement | null =>
  element.matches('img[src]') ? element : element.querySelector<HTMLElement>('img[src]')
