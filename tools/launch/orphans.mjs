import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'

const SOURCES = ['.ts', '.tsx', '.mts']

/**
 * Removes what tsc wrote for sources that are gone. tsc leaves it, and then a module that no longer exists would still
 * be there to import.
 * @param {string} workspace its full path
 */
export function removeOrphans(workspace) {
  const dist = join(workspace, 'dist')
  if (!existsSync(dist)) return
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    // A file is tsc's work when its declaration lies beside it.
    if (!entry.isFile() || !entry.name.endsWith('.d.ts')) continue
    const output = join(entry.parentPath, entry.name.slice(0, -'.d.ts'.length))
    const source = join(workspace, 'src', relative(dist, output))
    if (SOURCES.some((extension) => existsSync(source + extension))) continue
    for (const extension of ['.js', '.js.map', '.d.ts', '.d.ts.map']) rmSync(output + extension, { force: true })
  }
}
