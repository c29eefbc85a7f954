import { Extension } from '@tiptap/core'
import Suggestion, { type SuggestionProps } from '@tiptap/suggestion'
import { matchingBlocks } from './block-search.ts'
import { BLOCKS, type Block } from './tools.ts'

/** The menu that opens when a slash is typed: what it shows, and what keys do in it. The cursor stays in the text. */
export class SlashMenu {
  blocks = $state.raw<Block[]>([])
  index = $state(0)
  isOpen = $state(false)
  /** Where it is drawn; the suggestion's own positioning moves it. */
  element: HTMLElement | undefined
  private current: SuggestionProps<Block, Block> | undefined
  private unmount: (() => void) | undefined

  /** @param nameOf a block's name in the language of the page */
  constructor(private readonly nameOf: (block: Block) => string) {}

  choose(block: Block): void {
    this.current?.command(block)
  }

  extension(): Extension {
    const menu = this
    return Extension.create({
      name: 'slashMenu',
      addProseMirrorPlugins() {
        return [
          Suggestion<Block, Block>({
            editor: this.editor,
            char: '/',
            allow: ({ state, range }) => {
              const { parent } = state.doc.resolve(range.from)
              return parent.type.name === 'paragraph'
            },
            items: ({ query }) => matchingBlocks(BLOCKS, query, menu.nameOf),
            command: ({ editor, range, props: block }) =>
              void block.run(editor.chain().focus().deleteRange(range)).run(),
            render: () => ({
              onStart: (props) => menu.open(props),
              onUpdate: (props) => menu.show(props),
              onKeyDown: ({ event }) => menu.press(event.key),
              onExit: () => menu.close(),
            }),
          }),
        ]
      },
    })
  }

  private open(props: SuggestionProps<Block, Block>): void {
    this.show(props)
    if (this.element) this.unmount = props.mount(this.element)
  }

  private show(props: SuggestionProps<Block, Block>): void {
    this.current = props
    this.blocks = props.items
    this.index = Math.min(this.index, Math.max(0, props.items.length - 1))
    this.isOpen = props.items.length > 0
  }

  private press(key: string): boolean {
    if (!this.isOpen) return false
    const { length } = this.blocks
    if (key === 'ArrowDown') this.index = (this.index + 1) % length
    else if (key === 'ArrowUp') this.index = (this.index + length - 1) % length
    else if (key === 'Home') this.index = 0
    else if (key === 'End') this.index = length - 1
    else if (key === 'Enter' || key === 'Tab') {
      const block = this.blocks[this.index]
      if (block) this.choose(block)
    } else return false
    return true
  }

  private close(): void {
    this.unmount?.()
    this.isOpen = false
    this.index = 0
    this.current = undefined
  }
}
