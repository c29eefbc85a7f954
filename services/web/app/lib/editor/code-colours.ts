import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import type { ElementContent, RootContent } from 'hast'
import type { highlighter as Highlighter } from '../code/highlighter.ts'
import { LONGEST_COLOURED } from '../code/languages.ts'

/** A stretch of code with the classes of its colour; counted from the beginning of the block's text. */
interface Stretch {
  from: number
  to: number
  class: string
}

const key = new PluginKey<DecorationSet>('code-colours')

let highlighter: typeof Highlighter | undefined
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
        if (isAsked || highlighter || !hasLanguage(view.state.doc)) return
        isAsked = true
        try {
          highlighter = (await import('../code/highlighter.ts')).highlighter
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
  const { language } = node.attrs
  if (!highlighter?.registered(language) || node.textContent.length > LONGEST_COLOURED) return []
  const made = known.get(node) ?? flatten(highlighter.highlight(language, node.textContent).children)
  known.set(node, made)
  return made
}

/** The coloured stretches of a tree; the nested ones have the classes of all that are around them. */
function flatten(children: (RootContent | ElementContent)[], classes: string[] = [], start = 0): Stretch[] {
  const made: Stretch[] = []
  let at = start
  for (const child of children) {
    if (child.type === 'text') {
      const to = at + child.value.length
      if (classes.length > 0 && to > at) made.push({ from: at, to, class: classes.join(' ') })
      at = to
    } else if (child.type === 'element') {
      const names = child.properties.className
      const inner = flatten(child.children, [...classes, ...(Array.isArray(names) ? names.map(String) : [])], at)
      made.push(...inner)
      at += lengthOf(child)
    }
  }
  return made
}

const lengthOf = (node: ElementContent): number =>
  node.type === 'text' ? node.value.length : node.type === 'element' ? node.children.reduce((sum, child) => sum + lengthOf(child), 0) : 0
