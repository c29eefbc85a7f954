import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { cleanEnv, installedNode } from './node-path.mjs'
import { root } from './paths.mjs'
import { Failure, step } from './progress.mjs'
import { runCollected } from './run.mjs'

const modules = join(root, 'node_modules')

/**
 * Whether node_modules holds what package-lock.json asks for. npm's own record of what it installed
 * (node_modules/.package-lock.json) is compared, so whoever installed does not matter, and an install that was broken
 * off (npm writes the record last) counts as none.
 */
export function isInstalled() {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.link) continue
    const found = present[path]
    // Optional packages are for one system each; the others are rightly missing.
    if (!found && !(entry.optional || entry.devOptional)) return false
    if (found && found.version !== entry.version) return false
  }
  return Boolean(installedNode()) || !hasNodeFor(wanted)
}

/**
 * Links the workspaces that node_modules does not know yet, as npm would: a module that `quark new` has just made needs
 * no install, since it brings no package of its own.
 */
export function linkWorkspaces() {
  const wanted = packagesOf(join(root, 'package-lock.json')) ?? {}
  for (const [path, { link, resolved }] of Object.entries(wanted)) {
    if (!link || lstatSync(join(root, path), { throwIfNoEntry: false })) continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    symlinkSync(join(root, resolved), join(root, path), 'junction')
  }
}

/** Installs exactly what package-lock.json names. No package's own scripts run: none of ours needs one. */
export async function install() {
  const [file, ...first] = npmCommand()
  const args = [
    ...first,
    'ci',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
  ]
  const title = existsSync(modules) ? 'Installing the changed packages' : 'Installing packages (once, some 200 MB)'
  await step(title, async () => {
    const attempt = () => runCollected(file, args, { env: cleanEnv(), shell: file === 'npm.cmd' })
    let { code, output } = await attempt()
    if (code !== 0 && existsSync(modules)) {
      // npm trips over what a broken-off install left behind ("ENOTEMPTY"); it would have removed all of it anyway.
      rmSync(modules, { recursive: true, force: true, maxRetries: 3 })
      ;({ code, output } = await attempt())
    }
    if (code !== 0) {
      throw new Failure(`${output.trim()}\nThe packages could not be installed (npm ci ended with code ${code}).`)
    }
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

function hasNodeFor(wanted) {
  return Object.entries(wanted).some(
    ([path, { os = [], cpu = [] }]) =>
      /node_modules\/node-/.test(path) && os.includes(process.platform) && cpu.includes(process.arch),
  )
}

/** The npm that started us, or the one beside this Node, or the one in the path. */
function npmCommand() {
  const beside = join(dirname(dirname(process.execPath)), 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const script = [process.env.npm_execpath, beside].find(
    (path) => path && basename(path) === 'npm-cli.js' && existsSync(path),
  )
  if (script) return [process.execPath, script]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}
