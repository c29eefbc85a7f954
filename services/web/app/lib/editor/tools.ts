import Bold from '@lucide/svelte/icons/bold'
import Code from '@lucide/svelte/icons/code'
import Ellipsis from '@lucide/svelte/icons/ellipsis'
import Heading2 from '@lucide/svelte/icons/heading-2'
import Heading3 from '@lucide/svelte/icons/heading-3'
import ImagePlus from '@lucide/svelte/icons/image-plus'
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
import { BLOCK_WORDS } from './block-words.ts'
import type {} from './picture-uploads.svelte.ts'

/** A button of the toolbar. */
export interface Tool {
  name: Extract<PlainKey, `editor.${string}`>
  icon: Component<{ class?: string; 'aria-hidden'?: 'true' }>
  run(chain: ChainedCommands): ChainedCommands
  /** Whether it holds at the cursor; tools without it are not switches. */
  active?(editor: Editor): boolean
  keys?: string
}

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
      icon: Heading2,
      run: (c) => c.toggleHeading({ level: 2 }),
      active: (e) => e.isActive('heading', { level: 2 }),
    },
    {
      name: 'editor.heading3',
      icon: Heading3,
      run: (c) => c.toggleHeading({ level: 3 }),
      active: (e) => e.isActive('heading', { level: 3 }),
    },
    {
      name: 'editor.bullets',
      icon: List,
      run: (c) => c.toggleBulletList(),
      active: (e) => e.isActive('bulletList'),
    },
    {
      name: 'editor.numbers',
      icon: ListOrdered,
      run: (c) => c.toggleOrderedList(),
      active: (e) => e.isActive('orderedList'),
    },
    {
      name: 'editor.quote',
      icon: TextQuote,
      run: (c) => c.toggleBlockquote(),
      active: (e) => e.isActive('blockquote'),
    },
    {
      name: 'editor.codeBlock',
      icon: SquareCode,
      run: (c) => c.toggleCodeBlock(),
      active: (e) => e.isActive('codeBlock'),
    },
    {
      name: 'editor.picture',
      icon: ImagePlus,
      run: (c) => c.choosePictures(),
    },
    {
      name: 'editor.rule',
      icon: Ellipsis,
      run: (c) => c.setHorizontalRule(),
    },
  ],
  [
    { name: 'editor.undo', icon: Undo, run: (c) => c.undo(), keys: 'Control+Z' },
    { name: 'editor.redo', icon: Redo, run: (c) => c.redo(), keys: 'Control+Shift+Z' },
  ],
]

/** A tool that the slash menu offers. */
export type Block = Tool & { words: string }

export const BLOCKS: Block[] = BLOCK_WORDS.flatMap(({ name, words }) =>
  TOOLS.flat()
    .filter((tool) => tool.name === name)
    .map((tool) => ({ ...tool, words })),
)
