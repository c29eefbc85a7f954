import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'

interface Place {
  id: object
  at: number
}

type Change = { add: Place } | { remove: object }

const KEY = new PluginKey<Place[]>('uploadPlaces')

/**
 * Where pictures go that are still on their way. They are no part of the text, so they are not saved; they move with it
 * while somebody types, and survive when the blocks on both sides are joined or deleted.
 */
export const uploadPlaces = (): Plugin<Place[]> =>
  new Plugin<Place[]>({
    key: KEY,
    state: {
      init: () => [],
      apply(transaction, before) {
        // Behind what is put in at the same place before it: pictures keep the order of their files.
        const moved = before.map(({ id, at }) => ({ id, at: transaction.mapping.map(at) }))
        const change: Change | undefined = transaction.getMeta(KEY)
        if (!change) return moved
        return 'remove' in change ? moved.filter(({ id }) => id !== change.remove) : [...moved, change.add]
      },
    },
    props: {
      decorations(state) {
        const places = KEY.getState(state) ?? []
        if (places.length === 0) return null
        return DecorationSet.create(
          state.doc,
          places.map(({ at }) => Decoration.widget(at, draw, { side: 1 })),
        )
      },
    },
  })

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

/** Where a picture can stand by now that was given this place; undefined when the place was removed. */
export function placeOf(state: EditorState, id: object): number | undefined {
  const place = KEY.getState(state)?.find((one) => one.id === id)
  return place && edgeAt(state.doc, place.at)
}

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
