import Bold from '@lucide/svelte/icons/bold'
import Code from '@lucide/svelte/icons/code'
import Ellipsis from '@lucide/svelte/icons/ellipsis'
import Heading2 from '@lucide/svelte/icons/heading-2'
import Heading3 from '@lucide/svelte/icons/heading-3'
import Italic from '@lucide/svelte/icons/italic'
import List from '@lucide/svelte/icons/list'
import ListOrdered from '@lucide/svelte/icons/list-ordered'
import Redo from '@lucide/svelte/icons/redo-2'
import SquareCode from '@lucide/svelte/icons/square-code'
import TextQuote from '@lucide/svelte/icons/text-quote'
import Undo from '@lucide/svelte/icons/undo-2'
import type { ChainedCommands, Editor } from '@tiptap/core'
import type { Component } from 'svelte'
import type { PlainKey } from '../i18n/types.ts'

/** A button of the toolbar. */
export interface Tool {
  name: Extract<PlainKey, `editor.${string}`>
  icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>
  run(chain: ChainedCommands): ChainedCommands
  /** Whether it holds at the cursor; tools without it are not switches. */
  active?(editor: Editor): boolean
  keys?: string
  /** A block that the slash menu offers: by these words beside its name, in whatever language the page is. */
  words?: string
}

export type Block = Tool & { words: string }

/** In groups, as they stand in the toolbar. The link is a component of its own. */
export const TOOLS: Tool[][] = [
  [
    {
      name: 'editor.bold',
      icon: Bold,
      run: (c) => c.toggleBold(),
      active: (e) => e.isActive('bold'),
      keys: 'Control+B',
    },
    {
      name: 'editor.italic',
      icon: Italic,
      run: (c) => c.toggleItalic(),
      active: (e) => e.isActive('italic'),
      keys: 'Control+I',
    },
    {
      name: 'editor.code',
      icon: Code,
      run: (c) => c.toggleCode(),
      active: (e) => e.isActive('code'),
      keys: 'Control+E',
    },
  ],
  [
    {
      name: 'editor.heading2',
      words: 'heading title h2 ## заголовок',
      icon: Heading2,
      run: (c) => c.toggleHeading({ level: 2 }),
      active: (e) => e.isActive('heading', { level: 2 }),
    },
    {
      name: 'editor.heading3',
      words: 'heading subheading h3 ### подзаголовок',
      icon: Heading3,
      run: (c) => c.toggleHeading({ level: 3 }),
      active: (e) => e.isActive('heading', { level: 3 }),
    },
    {
      name: 'editor.bullets',
      words: 'list bullets ul - список маркированный',
      icon: List,
      run: (c) => c.toggleBulletList(),
      active: (e) => e.isActive('bulletList'),
    },
    {
      name: 'editor.numbers',
      words: 'list numbered ordered ol 1. список нумерованный номера',
      icon: ListOrdered,
      run: (c) => c.toggleOrderedList(),
      active: (e) => e.isActive('orderedList'),
    },
    {
      name: 'editor.quote',
      words: 'quote blockquote > цитата',
      icon: TextQuote,
      run: (c) => c.toggleBlockquote(),
      active: (e) => e.isActive('blockquote'),
    },
    {
      name: 'editor.codeBlock',
      words: 'code pre ``` код программа',
      icon: SquareCode,
      run: (c) => c.toggleCodeBlock(),
      active: (e) => e.isActive('codeBlock'),
    },
    {
      name: 'editor.rule',
      words: 'break divider line hr --- разделитель черта линия',
      icon: Ellipsis,
      run: (c) => c.setHorizontalRule(),
    },
  ],
  [
    { name: 'editor.undo', icon: Undo, run: (c) => c.undo(), keys: 'Control+Z' },
    { name: 'editor.redo', icon: Redo, run: (c) => c.redo(), keys: 'Control+Shift+Z' },
  ],
]

/** The blocks that the slash menu offers, in its order. */
export const BLOCKS: Block[] = TOOLS.flat().filter((tool): tool is Block => tool.words !== undefined)
