import { Node } from '@tiptap/core'
import { publicAddress } from '../media/picture.ts'
import { leaveCaption, selectFromCaption, toDescription } from './picture-keys.ts'
import { type PictureOptions, pictureView } from './picture-view.ts'

const ATTRIBUTES = ['src', 'alt', 'title', 'width', 'height'] as const

/** The line under a picture. A block of its own: were it the picture itself, whoever made a heading of it would lose the picture. */
export const PictureCaption = Node.create({
  name: 'pictureCaption',
  content: 'inline*',
  defining: true,
  selectable: false,
  renderHTML: () => ['figcaption', 0],
})

/**
 * A picture with a caption, which may be empty: then it is written as a bare `<img>`, as texts from elsewhere have them. Its address
 * is the one that readers get.
 */
export const Picture = Node.create<PictureOptions>({
  name: 'picture',
  group: 'block',
  content: 'pictureCaption',
  draggable: true,
  isolating: true,
  addOptions: () => ({ captionPlaceholder: '', altLabel: '', altPlaceholder: '', removeLabel: '' }),
  addAttributes: () =>
    Object.fromEntries(
      ATTRIBUTES.map((name) => [name, { default: null, parseHTML: (element) => attributeOf(element, name) }]),
    ),
  parseHTML: () => [
    {
      tag: 'figure',
      getAttrs: (figure) => (isOnePicture(figure) ? null : false),
      contentElement: (figure) =>
        (figure as HTMLElement).querySelector('figcaption') ?? document.createElement('figcaption'),
    },
    { tag: 'img[src]' },
  ],
  renderHTML({ node, HTMLAttributes }) {
    if (!node.firstChild?.content.size) return ['img', HTMLAttributes]
    const dom = document.createElement('figure')
    const image = dom.appendChild(document.createElement('img'))
    for (const [name, value] of Object.entries(HTMLAttributes)) {
      if (value !== null) image.setAttribute(name, String(value))
    }
    return { dom, contentDOM: dom }
  },
  addNodeView() {
    return pictureView(this.options)
  },
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => leaveCaption(editor),
    Backspace: ({ editor }) => selectFromCaption(editor),
    Tab: ({ editor }) => toDescription(editor),
  }),
})

function attributeOf(element: HTMLElement, name: string): string | null {
  const image = element.matches('img') ? element : element.querySelector('img')
  const value = image?.getAttribute(name) ?? null
  return name === 'src' && value !== null ? publicAddress(value) : value
}

/** Whether a figure is one picture and its caption; any other one is read for what is in it. */
function isOnePicture(figure: HTMLElement): boolean {
  const rest = figure.cloneNode(true) as HTMLElement
  const images = [...rest.querySelectorAll('img[src]')]
  const captions = [...rest.querySelectorAll('figcaption')]
  for (const part of [...images, ...captions]) part.remove()
  return images.length === 1 && captions.length <= 1 && rest.textContent.trim() === ''
}
