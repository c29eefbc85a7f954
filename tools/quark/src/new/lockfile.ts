import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from '@quark/service-kit/embedded'

interface LockEntry {
  version?: string
  [key: string]: unknown
}

interface Lockfile {
  packages: Record<string, LockEntry>
}

/** What a workspace's package.json has that the lockfile repeats, in the order in which npm writes it. */
const REPEATED = ['name', 'version', 'license', 'dependencies', 'devDependencies'] as const

/**
 * The versions that package-lock.json installs at the top, by package; those of the workspaces too.
 * @throws PlainError, when asked, for a package that is not there
 */
export function lockedVersions(root: string): (name: string) => string {
  const { packages } = readLock(join(root, 'package-lock.json'))
  return (name) => {
    const entry = packages[`node_modules/${name}`]
    const target = typeof entry?.resolved === 'string' && entry.link ? packages[entry.resolved] : entry
    if (target?.version) return target.version
    throw new PlainError(`${name} is not in package-lock.json, and new modules need it. Run npm install.`)
  }
}

/**
 * Tells package-lock.json of a new workspace whose dependencies are all in it already, as `npm install` would.
 * npm itself is not asked: it would want the network, and leaves out the optional packages of other systems.
 * @param path the workspace's folder from the root, with slashes
 */
export function lockWorkspace(root: string, path: string): void {
  const manifest: LockEntry = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
  const workspace = Object.fromEntries(REPEATED.flatMap((key) => (manifest[key] ? [[key, manifest[key]]] : [])))
  // npm compares the second one with the first to tell whether node_modules is complete.
  for (const file of ['package-lock.json', 'node_modules/.package-lock.json']) {
    const lock = join(root, file)
    if (!existsSync(lock)) continue
    const content = readLock(lock)
    content.packages[path] = workspace
    content.packages[`node_modules/${String(manifest.name)}`] = { resolved: path, link: true }
    content.packages = sorted(content.packages)
    writeFileSync(lock, `${JSON.stringify(content, null, 2)}\n`)
  }
}

const readLock = (path: string): Lockfile => JSON.parse(readFileSync(path, 'utf8'))

/** In npm's order. */
const sorted = <Value>(packages: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
