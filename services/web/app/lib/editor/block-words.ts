import type { PlainKey } from '../i18n/types.ts'

/** The tools that are blocks, in the order of the slash menu, and words they are found by in whatever language the page is. */
export const BLOCK_WORDS: readonly { name: Extract<PlainKey, `editor.${string}`>; words: string }[] = [
  { name: 'editor.heading2', words: 'heading title h2 ## заголовок' },
  { name: 'editor.heading3', words: 'heading subheading h3 ### подзаголовок' },
  { name: 'editor.bullets', words: 'list bullets ul - список маркированный' },
  { name: 'editor.numbers', words: 'list numbered ordered ol 1. список нумерованный номера' },
  { name: 'editor.quote', words: 'quote blockquote > цитата' },
  { name: 'editor.codeBlock', words: 'code pre ``` код программа' },
  { name: 'editor.picture', words: 'picture image photo img картинка изображение фото рисунок' },
  { name: 'editor.rule', words: 'break divider line hr --- разделитель черта линия' },
]
