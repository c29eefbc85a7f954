import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './paths.mjs'

// What no build reads: what builds write, and what is only run or read by people.
const IGNORED = new Set(['node_modules', 'dist', 'build', '.svelte-kit', 'coverage', 'tests'])

/**
 * @typedef {object} Workspace
 * @property {string} path       relative to the root, e.g. `services/blog-service`
 * @property {string} name       the package's name
 * @property {string} [tsconfig] what `tsc -b` is given, relative to the root
 * @property {string} [script]   the package's own `build` script
 * @property {string[]} needs    names of the packages it depends on
 */

/**
 * All workspaces of the root package.json. One with `tsconfig.build.json` or else `tsconfig.json` is compiled; one
 * whose package.json has a `build` script gets that run as well.
 * @returns {Workspace[]}
 */
export function workspaces() {
  const { workspaces: globs } = readJson('package.json')
  return globs.flatMap(expand).map((path) => {
    const { name, scripts, dependencies } = readJson(join(path, 'package.json'))
    const tsconfig = ['tsconfig.build.json', 'tsconfig.json'].map((file) => join(path, file)).find(exists)
    return { path, name, tsconfig, script: scripts?.build, needs: Object.keys(dependencies ?? {}) }
  })
}

/**
 * Changes when any file that the workspace's build reads is added, removed or written; that of the workspaces it
 * depends on is part of it.
 * @param {Workspace} workspace
 * @param {Workspace[]} all
 * @returns {string}
 */
export function fingerprint(workspace, all) {
  const hash = createHash('sha256')
  for (const file of sourcesOf(join(root, workspace.path))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`)
  }
  for (const other of all) if (workspace.needs.includes(other.name)) hash.update(fingerprint(other, all))
  return hash.digest('hex')
}

function sourcesOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !IGNORED.has(name))
  return entries.flatMap((entry) =>
    entry.isDirectory() ? sourcesOf(join(folder, entry.name)) : [join(folder, entry.name)],
  )
}

function expand(glob) {
  if (!glob.endsWith('/*')) return exists(join(glob, 'package.json')) ? [glob] : []
  const folder = glob.slice(0, -2)
  if (!exists(folder)) return []
  return readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => exists(join(path, 'package.json')))
}

function exists(path) {
  return existsSync(join(root, path))
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}
