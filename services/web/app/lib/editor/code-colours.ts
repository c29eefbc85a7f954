import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { RootContent } from 'hast'

/** A stretch of code with the classes of its colour; counted from the beginning of the block's text. */
interface Stretch {
  from: number
  to: number
  class: string
}

const key = new PluginKey<DecorationSet>('code-colours')

/** The grammars, once they are here. */
let colours: typeof import('../code/highlighter.ts') | undefined
/** Nodes never change, so what was worked out for one holds. */
const known = new WeakMap<Node, Stretch[]>()

/** Colours code blocks while they are written. The grammars are fetched when the first block with a language is there. */
export function codeColours(): Plugin {
  return new Plugin({
    key,
    state: {
      init: (_, { doc }) => decorationsOf(doc),
      apply: (change, old) => (change.docChanged || change.getMeta(key) ? decorationsOf(change.doc) : old),
    },
    props: { decorations: (state) => key.getState(state) },
    view: (view) => {
      let isAsked = false
      const ask = async () => {
        if (isAsked || colours || !hasLanguage(view.state.doc)) return
        isAsked = true
        try {
          colours = await import('../code/highlighter.ts')
          if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(key, true))
        } catch (error) {
          // Without connection the code stays plain; the next change asks again.
          console.warn('The colours of code could not be fetched:', error)
          isAsked = false
        }
      }
      void ask()
      return { update: () => void ask() }
    },
  })
}

const isColourable = ({ type, attrs }: Node): boolean => type.name === 'codeBlock' && Boolean(attrs.language)

function hasLanguage(doc: Node): boolean {
  let found = false
  doc.descendants((node) => {
    found ||= isColourable(node)
    return !found && !node.isTextblock
  })
  return found
}

function decorationsOf(doc: Node): DecorationSet {
  const all: Decoration[] = []
  doc.descendants((node, at) => {
    if (isColourable(node)) {
      for (const { from, to, class: name } of stretchesOf(node))
        all.push(Decoration.inline(at + 1 + from, at + 1 + to, { class: name }))
    }
    return !node.isTextblock
  })
  return all.length > 0 ? DecorationSet.create(doc, all) : DecorationSet.empty
}

function stretchesOf(node: Node): Stretch[] {
  if (!colours) return []
  const made = known.get(node) ?? flatten(colours.colourTree(node.attrs.language, node.textContent)?.children ?? [])
  known.set(node, made)
  return made
}

/** The coloured stretches of a tree; the nested ones have the classes of all that are around them. */
function flatten(children: RootContent[], classes: string[] = [], start = 0): Stretch[] {
  let at = start
  return children.flatMap((child) => {
    const from = at
    at += colours?.textOf(child).length ?? 0
    if (child.type === 'element') {
      const names = child.properties.className
      return flatten(child.children, [...classes, ...(Array.isArray(names) ? names.map(String) : [])], from)
    }
    return classes.length > 0 && at > from ? [{ from, to: at, class: classes.join(' ') }] : []
  })
}
