import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

type Change = { add: { id: object; at: number } } | { remove: object }

const KEY = new PluginKey<DecorationSet>('uploadPlaces')

/**
 * Where pictures go that are still on their way. They are decorations and not part of the text: they move with it while
 * somebody types, are not saved, and are gone when what is around them is deleted.
 */
export const uploadPlaces = (): Plugin<DecorationSet> =>
  new Plugin({
    key: KEY,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, before) {
        const places = before.map(transaction.mapping, transaction.doc)
        const change: Change | undefined = transaction.getMeta(KEY)
        if (!change) return places
        if ('remove' in change) return places.remove(places.find(undefined, undefined, isOf(change.remove)))
        const { id, at } = change.add
        // Behind what is put in at the same place before it: pictures keep the order of their files.
        return places.add(transaction.doc, [Decoration.widget(at, draw, { id, side: 1 })])
      },
    },
    props: { decorations: (state) => KEY.getState(state) },
  })

const isOf = (id: object) => (spec: { id?: object }) => spec.id === id

function draw(): HTMLElement {
  const place = document.createElement('div')
  place.className = 'upload-place'
  place.ariaHidden = 'true'
  return place
}

/** Marks a place at the edge of a block. @param id a new object for each */
export const addPlace = (transaction: Transaction, id: object, at: number): Transaction =>
  transaction.setMeta(KEY, { add: { id, at } })

export const removePlace = (transaction: Transaction, id: object): Transaction =>
  transaction.setMeta(KEY, { remove: id })

/** Where a place is by now; undefined when it went with the text around it. */
export const placeOf = (state: EditorState, id: object): number | undefined =>
  KEY.getState(state)?.find(undefined, undefined, isOf(id))[0]?.from

/**
 * The edge of a block of the whole text, where a picture can stand: before an empty block, which is then written on in,
 * else behind the block.
 */
export function edgeAt(doc: Node, at: number): number {
  const $at = doc.resolve(at)
  if ($at.depth === 0) return at
  const block = $at.node(1)
  return block.isTextblock && block.content.size === 0 ? $at.before(1) : $at.after(1)
}
