import type { NodeViewRenderer } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { ownAddress } from '../media/picture.ts'

/** What a picture in the editor says, in the language of the page. */
export interface PictureOptions {
  /** What stands in the empty caption. */
  captionPlaceholder: string
  altLabel: string
  altPlaceholder: string
  removeLabel: string
}

/** A picture in the editor: with its caption to type under it, its description for those who cannot see it, and a way to remove it. */
export function pictureView(options: PictureOptions): NodeViewRenderer {
  return ({ node, editor, getPos }) => {
    const dom = document.createElement('figure')
    dom.className = 'picture'
    const frame = aside(dom, 'picture-frame')
    const image = frame.appendChild(document.createElement('img'))
    const caption = dom.appendChild(document.createElement('div'))
    caption.className = 'picture-caption'
    caption.dataset.placeholder = options.captionPlaceholder
    const tools = aside(dom, 'picture-tools')
    const alt = tools.appendChild(document.createElement('input'))
    Object.assign(alt, { type: 'text', className: 'input', ariaLabel: options.altLabel, maxLength: 1000 })
    alt.placeholder = options.altPlaceholder
    const remove = tools.appendChild(document.createElement('button'))
    Object.assign(remove, { type: 'button', className: 'text-button', textContent: options.removeLabel })

    const show = ({ attrs, firstChild }: Node) => {
      const address = ownAddress(attrs.src ?? '')
      if (image.getAttribute('src') !== address) image.src = address
      image.alt = attrs.alt ?? ''
      for (const name of ['width', 'height'] as const) {
        if (attrs[name]) image.setAttribute(name, attrs[name])
        else image.removeAttribute(name)
      }
      if (alt.value !== (attrs.alt ?? '')) alt.value = attrs.alt ?? ''
      caption.classList.toggle('is-empty', !firstChild?.content.size)
    }
    show(node)

    alt.addEventListener('input', () => {
      const at = getPos()
      if (at !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(at, 'alt', alt.value))
    })
    alt.addEventListener('keydown', (event) => {
      if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
      event.preventDefault()
      const at = getPos()
      if (at !== undefined) editor.commands.focus(at + 2)
    })
    remove.addEventListener('click', () => {
      const at = getPos()
      const shown = at === undefined ? null : editor.state.doc.nodeAt(at)
      if (at === undefined || !shown) return
      editor
        .chain()
        .deleteRange({ from: at, to: at + shown.nodeSize })
        .focus()
        .run()
    })

    return {
      dom,
      contentDOM: caption,
      stopEvent: ({ target }) => tools.contains(target as HTMLElement),
      ignoreMutation: ({ type, target }) => type !== 'selection' && !caption.contains(target),
      update: (next) => {
        if (next.type !== node.type) return false
        show(next)
        return true
      },
    }
  }
}

/** A part of the picture that is not text. */
function aside(dom: HTMLElement, className: string): HTMLElement {
  const part = dom.appendChild(document.createElement('div'))
  part.className = className
  part.contentEditable = 'false'
  return part
}
