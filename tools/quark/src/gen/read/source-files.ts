import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Folders whose `src` is ours. */
const PARTS = ['packages', 'services', 'tools']

/** Paths of all TypeScript files in the `src` folders of the workspaces, from the root, with slashes, sorted. */
export function sourceFiles(root: string): string[] {
  return PARTS.flatMap((part) => (existsSync(join(root, part)) ? workspacesIn(root, part) : []))
    .flatMap((workspace) => filesBelow(join(workspace, 'src')))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => relative(root, path).split(sep).join('/'))
    .sort()
}

const workspacesIn = (root: string, part: string): string[] =>
  readdirSync(join(root, part)).map((name) => join(root, part, name))

const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : []
