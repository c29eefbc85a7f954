import { existsSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { root } from './paths.mjs'

/** The Node major that Quark is written for; later even (LTS) ones are accepted too. */
const MAJOR = 24

const platform = process.platform === 'win32' ? 'win' : process.platform

/**
 * The Node binary that came with `npm ci` as an optional dependency, or undefined. Looked up by package and not in
 * node_modules/.bin: npm 10 deletes the link there when it skips the packages of the other systems.
 * @returns {string | undefined}
 */
export function installedNode() {
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const folder = join(root, 'node_modules', name)
    if (!existsSync(join(folder, 'package.json'))) continue
    const binary = join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin.node)
    if (existsSync(binary)) return binary
  }
  return undefined
}

/**
 * The Node binary to run Quark with: the installed one, else the one that runs this when it is new enough.
 * @returns {string}
 */
export function pinnedNode() {
  const installed = installedNode()
  if (installed) return installed
  const major = Number.parseInt(process.versions.node, 10)
  if (major >= MAJOR && major % 2 === 0) return process.execPath
  console.error(
    `Quark runs on Node ${MAJOR}, and there is none in node_modules for ${platform}-${process.arch}: run "npm ci --include=optional", or start it with a Node ${MAJOR} of your own.`,
  )
  process.exit(1)
}

/**
 * The environment for a program of ours: the right Node first in the path, and without what the npm that started us
 * says about itself, which would make an npm further down take our script's options and folders for its own.
 * @param {string} [node]
 */
export function cleanEnv(node) {
  const env = { ...process.env }
  for (const name of Object.keys(env)) {
    if (/^npm_(package|lifecycle)_|^npm_(command|execpath|node_execpath)$|^INIT_CWD$/i.test(name)) delete env[name]
    if (/^npm_config_(workspaces?|include_workspace_root|prefix|local_prefix|global|location)$/i.test(name))
      delete env[name]
  }
  if (node) {
    const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
    env[path] = [dirname(node), join(root, 'node_modules', '.bin'), env[path]].join(delimiter)
  }
  return env
}
