import { Parser } from 'htmlparser2'

/** What a clean HTML text says, without its markup. */
export interface PlainText {
  /** Everything, a line for each block. */
  readonly all: string
  /** The paragraphs alone: no headings, code, quotes or captions. */
  readonly prose: string
  readonly pictures: number
}

const BLOCKS = new Set([
  'p',
  'h2',
  'h3',
  'h4',
  'pre',
  'blockquote',
  'li',
  'ul',
  'ol',
  'figure',
  'figcaption',
  'hr',
  'br',
])
const NOT_PROSE = new Set(['h2', 'h3', 'h4', 'pre', 'blockquote', 'figcaption'])

/** Reads the text out of HTML that `cleanHtml` made. */
export function plainText(html: string): PlainText {
  let all = ''
  let prose = ''
  let pictures = 0
  let aside = 0
  const breakLine = (name: string): void => {
    if (!BLOCKS.has(name)) return
    all += '\n'
    prose += '\n'
  }
  const parser = new Parser({
    onopentag(name) {
      breakLine(name)
      if (name === 'img') pictures++
      if (NOT_PROSE.has(name)) aside++
    },
    ontext(text) {
      all += text
      if (aside === 0) prose += text
    },
    onclosetag(name) {
      breakLine(name)
      if (NOT_PROSE.has(name)) aside--
    },
  })
  parser.end(html)
  return { all: tidy(all), prose: tidy(prose), pictures }
}

const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
