/** Said at the head of each generated page. */
export const NOTICE = '<!-- Made by `quark gen`. Do not edit: change what it is made from, and run it again. -->'

/** A page with its notice, its title and blocks with an empty line between them. */
export const page = (title: string, ...blocks: string[]): string =>
  `${[NOTICE, `# ${title}`, ...blocks.filter(Boolean)].join('\n\n')}\n`

/**
 * A table. Columns are not padded: a longer name would change every line of the page.
 * @returns an empty text when there are no rows
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

const cell = (text: string): string => text.replaceAll('\n', ' ').replaceAll('|', '\\|')

export const code = (text: string): string => `\`${text}\``

/** `a`, `b`; or a dash when there is nothing. */
export const codes = (texts: readonly string[]): string => (texts.length > 0 ? texts.map(code).join(', ') : '-')

/** The place of a heading on its page, as GitHub makes it. */
export const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

/** How a marker of a block is written in a kind of file. */
const MARKERS = {
  markdown: (text: string): string => `<!-- ${text} -->`,
  yaml: (text: string): string => `# ${text}`,
}

/**
 * Puts `content` between the markers of a block, which a hand-written file has.
 * @throws when the file has no such block
 */
export function fillBlock(
  text: string,
  name: string,
  content: string,
  path: string,
  kind: keyof typeof MARKERS = 'markdown',
): string {
  const [begin, end] = [MARKERS[kind](`quark gen: ${name}`), MARKERS[kind](`end: ${name}`)]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from === -1 || to < from) {
    throw new Error(`${path} has no place for the generated block. Put the lines ${begin} and ${end} where it belongs.`)
  }
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`
}
