import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Where sources are: in these folders of each workspace; the launcher has no workspace. */
const PARTS = ['packages', 'services', 'tools']
const SOURCES = ['src', 'app']
const LAUNCHER = 'tools/launch'

/** Paths of all sources that run, from the root, with slashes, sorted. */
export function sourceFiles(root: string): string[] {
  return PARTS.flatMap((part) => (existsSync(join(root, part)) ? workspacesIn(root, part) : []))
    .flatMap((workspace) => SOURCES.flatMap((folder) => filesBelow(join(workspace, folder))))
    .concat(filesBelow(join(root, LAUNCHER)))
    .filter((path) => /\.(ts|mjs|svelte)$/.test(path) && !path.endsWith('.d.ts'))
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
