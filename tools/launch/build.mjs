import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cleanEnv, pinnedNode } from './node-path.mjs'
import { removeOrphans } from './orphans.mjs'
import { root } from './paths.mjs'
import { Failure, step } from './progress.mjs'
import { runCollected } from './run.mjs'
import { fingerprint, workspaces } from './workspaces.mjs'

// In node_modules: a fresh install brings other compilers, and then everything is built again.
const stampFile = join(root, 'node_modules', '.cache', 'quark', 'build.json')
const OUTPUTS = ['dist', 'build']

/** The workspaces whose sources are not those of their last build, or whose output is gone. */
export function unbuilt() {
  const stamps = readStamps()
  const all = workspaces()
  const shared = ['tsconfig.base.json'].map((file) => statSync(join(root, file)).mtimeMs).join()
  return all
    .filter(({ tsconfig, script }) => tsconfig || script)
    .map((workspace) => ({ ...workspace, print: `${fingerprint(workspace, all)} ${shared}` }))
    .filter(({ path, print }) => {
      const stamp = stamps[path]
      return stamp?.print !== print || !stamp.outputs.every((folder) => existsSync(join(root, path, folder)))
    })
}

/**
 * Builds what is not built: all TypeScript in one `tsc -b` (which skips what it knows to be current), then the build
 * scripts of packages that have one. Each step prints one line. Throws Failure with the compiler's output.
 * @param {{ force?: boolean }} [options] `force` builds everything anew
 */
export async function build({ force = false } = {}) {
  if (force) forget()
  const pending = unbuilt()
  const node = pinnedNode()
  const env = cleanEnv(node)

  const compiled = pending.filter(({ tsconfig }) => tsconfig)
  if (compiled.length > 0) {
    const configs = workspaces().flatMap(({ tsconfig }) => tsconfig ?? [])
    const tsc = join(root, 'node_modules', 'typescript', 'lib', 'tsc.js')
    await step(`Compiling ${named(compiled)}`, async () => {
      for (const { path } of compiled) removeOrphans(join(root, path))
      const { code, output } = await runCollected(node, [tsc, '-b', ...(force ? ['--force'] : []), ...configs], { env })
      if (code !== 0) throw new Failure(`${output.trim()}\nThe build failed.`)
    })
    record(compiled.filter(({ script }) => !script))
  }
  for (const workspace of pending.filter(({ script }) => script)) {
    await step(`Building ${workspace.path}`, async () => {
      const { code, output } = await runCollected(workspace.script, [], {
        env,
        cwd: join(root, workspace.path),
        shell: true,
      })
      if (code !== 0)
        throw new Failure(`${output.trim()}\nThe build of ${workspace.path} failed ("${workspace.script}").`)
    })
    record([workspace])
  }
}

function named(built) {
  return built.length > 3 ? `${built.length} packages` : built.map(({ path }) => path).join(', ')
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}

function forget() {
  rmSync(stampFile, { force: true })
}

function record(built) {
  const stamps = readStamps()
  for (const { path, print } of built) {
    stamps[path] = { print, outputs: OUTPUTS.filter((folder) => existsSync(join(root, path, folder))) }
  }
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, JSON.stringify(stamps, null, 2))
}
