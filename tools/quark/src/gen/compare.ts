import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import type { GeneratedFile } from './generated-file.js'

/** What differs between the disk and what would be generated. */
export interface Difference {
  path: string
  /** `missing`: not on disk. `stale`: other content. `orphaned`: on disk, and nothing makes it any more. */
  how: 'missing' | 'stale' | 'orphaned'
  /** What it should be; absent for a file that should not be. */
  content?: string
}

/**
 * Compares generated files with those on disk.
 * @param folders folders that hold nothing but generated files, from the root
 */
export function differences(root: string, files: readonly GeneratedFile[], folders: readonly string[]): Difference[] {
  const made = new Set(files.map(({ path }) => path))
  const changed = files.flatMap(({ path, content }): Difference[] => {
    if (!existsSync(join(root, path))) return [{ path, how: 'missing', content }]
    return read(root, path) === content ? [] : [{ path, how: 'stale', content }]
  })
  const orphaned = folders
    .flatMap((folder) => filesIn(root, folder))
    .filter((path) => !made.has(path))
    .map((path): Difference => ({ path, how: 'orphaned' }))
  return [...changed, ...orphaned]
}

/** Makes the disk as it should be. */
export function write(root: string, changes: readonly Difference[]): void {
  for (const { path, content } of changes) {
    const target = join(root, path)
    if (content === undefined) rmSync(target)
    else {
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
    }
  }
}

/** A checkout on Windows may have other line ends. */
const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')

/** What lies in a folder. A file in its place is itself what is there: a module may have had routes once. */
const filesIn = (root: string, folder: string): string[] => {
  if (statSync(join(root, folder), { throwIfNoEntry: false })?.isFile()) return [folder]
  return existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          posix
            .join(folder, join(entry.parentPath, entry.name).slice(join(root, folder).length + 1))
            .replaceAll('\\', '/'),
        )
        .sort()
    : []
}
