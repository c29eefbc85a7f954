import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { members } from '#lib/i18n/en/members.ts'
import { readingPages } from '#lib/i18n/en/reading-pages.ts'
import { isForMembers } from '#lib/i18n/load.ts'

const app = resolve(import.meta.dirname, '../../app')
const routes = globSync('**/+{page,error,layout}.svelte', { cwd: join(app, 'routes') })

/** The file and all that it imports of ours and that may show a text. */
function withImports(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
    /(?:from|import\()\s*'((?:\.|#lib)[^']+\.(?:svelte|ts))'/g,
  )) {
    const path = from.startsWith('#lib/') ? join(app, 'lib', from.slice(5)) : resolve(dirname(file), from)
    // The dictionaries themselves, and what runs on the server.
    if (!path.includes('/i18n/') && path.startsWith(app)) withImports(path, seen)
  }
  return seen
}

/** Keys that it says by their name, as `t('write.title')`. */
const keysIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/'([a-z]+(?:\.[\w-]+)+)'/g)].map(([, key = '']) => key)

const idOf = (file: string): string => `/${dirname(file) === '.' ? '' : dirname(file)}`

describe('the texts of pages for readers', () => {
  const forReaders = routes.filter((file) => !isForMembers(idOf(file)))

  it('are most pages, the frame of all pages included', () => {
    expect(forReaders).toContain('+layout.svelte')
    expect(forReaders).toContain('b/[blog]/[post]/+page.svelte')
    expect(forReaders.length).toBeLessThan(routes.length)
  })

  it.each(forReaders)('%s says nothing that a reader’s browser does not load', (file) => {
    const files = [...withImports(join(app, 'routes', file))]
    const missing = files.flatMap((from) =>
      keysIn(from)
        .filter((key) => key in members && !(key in readingPages))
        .map((key) => `${relative(app, from)}: ${key}`),
    )
    expect(missing).toEqual([])
  })
})
