import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection, TextSelection } from '@tiptap/pm/state'

/** The picture that is selected, or whose caption has the cursor. */
function pictureAt({ selection }: Editor['state']): { node: Node; at: number } | undefined {
  if (selection instanceof NodeSelection && selection.node.type.name === 'picture') {
    return { node: selection.node, at: selection.from }
  }
  const { $from } = selection
  return $from.parent.type.name === 'pictureCaption' ? { node: $from.node(-1), at: $from.before(-1) } : undefined
}

/** A caption is one line: Enter goes on in the text below it. */
export function leaveCaption(editor: Editor): boolean {
  const picture = pictureAt(editor.state)
  if (!picture) return false
  return editor.commands.command(({ tr }) => {
    const after = picture.at + picture.node.nodeSize
    const next = tr.doc.resolve(after).nodeAfter
    const paragraph = editor.schema.nodes.paragraph?.create()
    if (paragraph && !(next?.type === paragraph.type && next.content.size === 0)) tr.insert(after, paragraph)
    tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView()
    return true
  })
}

/** Erasing from the beginning of a caption goes for the picture: once to select it, once more to remove it. */
export function selectFromCaption({ state, commands }: Editor): boolean {
  const { empty, $from } = state.selection
  if (!empty || $from.parentOffset > 0 || $from.parent.type.name !== 'pictureCaption') return false
  return commands.setNodeSelection($from.before(-1))
}

/** Tab leads from a picture to its own description, and not to the first one of the text. */
export function toDescription({ state, view }: Editor): boolean {
  const picture = pictureAt(state)
  const dom = picture && view.nodeDOM(picture.at)
  const field = dom instanceof HTMLElement ? dom.querySelector('input') : null
  field?.focus()
  return field !== null
}
