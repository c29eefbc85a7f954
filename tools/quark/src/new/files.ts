import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fill, type Names } from './names.js'

/** Where the templates are, and where what is made of them goes. */
export const TEMPLATES = 'tools/quark/templates'
const TARGETS = {
  service: (names: Names) => `services/${names.__module__}`,
  events: () => 'packages/contracts/src/events',
}

/** Stands for a version that package-lock.json knows. */
const LOCKED = /"([^"]+)": "__locked__"/g

/** A file of the new module. */
export interface NewFile {
  /** From the root of the project, with slashes. */
  path: string
  content: string
}

/**
 * The templates with the names filled in, in contents and in paths.
 * @param versionOf the installed version of a package
 */
export function filesOf(root: string, names: Names, versionOf: (name: string) => string): NewFile[] {
  return Object.entries(TARGETS).flatMap(([folder, target]) => {
    const from = join(root, TEMPLATES, folder)
    return readdirSync(from, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((template) => ({
        path: posix.join(target(names), fill(relative(from, template).split(sep).join('/'), names)),
        content: fill(readFileSync(template, 'utf8'), names).replaceAll(
          LOCKED,
          (_, name: string) => `"${name}": "${versionOf(name)}"`,
        ),
      }))
  })
}

export function writeFiles(root: string, files: readonly NewFile[]): void {
  for (const { path, content } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
}
