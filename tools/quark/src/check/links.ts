import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { markdownFiles } from '../gen/read/markdown-files.js'
import type { Finding } from './finding.js'

/** `[text](target)`, with a title or without; not in code. */
const LINK = /\[[^\]]*\]\(\s*<?([^)\s>]+)/g
const CODE = /```[\s\S]*?```|`[^`\n]*`/g
/** Somewhere on the web, or a place on the same page. */
const ELSEWHERE = /^([a-z]+:|#|\/)/i

/** Links in pages of ours that lead to no file. */
export function brokenLinks(root: string): Finding[] {
  return markdownFiles(root).flatMap((file) =>
    linksIn(readFileSync(join(root, file), 'utf8'))
      .filter((target) => !existsSync(join(root, dirname(file), target)))
      .map((target) => ({ file, says: `links to ${target}, which is not there`, cure: 'Mend the link' })),
  )
}

/** The files that a page links to, without the places in them. */
export const linksIn = (page: string): string[] =>
  [...page.replaceAll(CODE, '').matchAll(LINK)]
    .map(([, target = '']) => target)
    .filter((target) => !ELSEWHERE.test(target))
    .map((target) => decodeURI(target.replace(/#.*$/, '')))
