import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'

/** The pages that people read, from the root: those beside package.json, all in docs/, and each module's README. */
export function markdownFiles(root: string): string[] {
  const inFolder = (folder: string): string[] =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .filter((name) => name.endsWith('.md'))
          .map((name) => posix.join(folder, name))
      : []
  const below = (folder: string): string[] => [
    ...inFolder(folder),
    ...readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap((entry) => below(posix.join(folder, entry.name))),
  ]
  const workspaces = ['services', 'packages'].flatMap((part) =>
    existsSync(join(root, part)) ? readdirSync(join(root, part)).map((name) => posix.join(part, name)) : [],
  )
  return [
    ...inFolder('.'),
    ...(existsSync(join(root, 'docs')) ? below('docs') : []),
    ...workspaces.flatMap(inFolder),
  ].sort()
}
