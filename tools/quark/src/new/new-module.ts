import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { freePort, loadManifests, portsOf } from '@quark/manifest'
import { filesOf, type NewFile, writeFiles } from './files.js'
import { lockedVersions, lockWorkspace } from './lockfile.js'
import { namesOf } from './names.js'
import { assertRoomFor } from './refusals.js'
import { runNode } from './run-node.js'

/** New modules listen from here upwards; below are those that the design names. */
const FIRST_PORT = 3010

/**
 * Makes a module, tells the lockfile of it and builds it. Leaves nothing behind when it fails.
 * @param root the project's folder, installed
 * @param module its name, like poll-service
 * @param plural what its things are called, when the usual plural is wrong
 * @returns the files that were made, from the root
 * @throws PlainError for a name that cannot be, or that somebody has; ManifestError when a manifest is wrong already
 */
export async function newModule(root: string, module: string, plural?: string): Promise<string[]> {
  const names = namesOf(module, plural)
  const manifests = loadManifests(root)
  const used = new Set(manifests.flatMap(portsOf))
  const all = { ...names, __httpPort__: String(freePort(used, FIRST_PORT)) }
  const files = filesOf(root, all, lockedVersions(root))
  assertRoomFor(root, names, files, manifests)

  const undo = remember(root, module, files)
  try {
    writeFiles(root, files)
    const folder = `services/${module}`
    await runNode(root, '@biomejs/biome/bin/biome', ['check', '--write', ...files.map(({ path }) => path)])
    lockWorkspace(root, folder)
    link(root, module)
    await runNode(root, 'typescript/lib/tsc.js', ['-b', folder])
  } catch (error) {
    undo()
    throw error
  }
  return files.map(({ path }) => path)
}

const linkOf = (root: string, module: string): string => join(root, 'node_modules', '@quark', module)

/** As npm links workspaces. */
function link(root: string, module: string): void {
  const path = linkOf(root, module)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'services', module), path, 'junction')
}

/** Puts everything back as it is now. */
function remember(root: string, module: string, files: readonly NewFile[]): () => void {
  const locks = ['package-lock.json', 'node_modules/.package-lock.json']
    .map((file) => join(root, file))
    .filter(existsSync)
    .map((file) => [file, readFileSync(file)] as const)
  return () => {
    for (const { path } of files) rmSync(join(root, path), { force: true })
    rmSync(join(root, 'services', module), { recursive: true, force: true })
    rmSync(linkOf(root, module), { force: true })
    for (const [file, content] of locks) writeFileSync(file, content)
  }
}
