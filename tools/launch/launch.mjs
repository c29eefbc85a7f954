// What `npm start`, `npm test` and `npm run quark` run, with whatever Node there is: installs, builds, and hands over to
// the command line under the Node that Quark pins. Plain JavaScript without a dependency, for it runs before any install.
import { join } from 'node:path'

const OLDEST = 20

if (Number.parseInt(process.versions.node, 10) < OLDEST) {
  console.error(
    `Quark needs Node ${OLDEST} or newer to start, and this is ${process.version}: install one from nodejs.org.`,
  )
  process.exit(1)
}

// Imported only now: an older Node may not even read them.
const { build, unbuilt } = await import('./build.mjs')
const { install, isInstalled, linkWorkspaces } = await import('./install.mjs')
const { alone } = await import('./lock.mjs')
const { cleanEnv, pinnedNode } = await import('./node-path.mjs')
const { applyPatches } = await import('./patches.mjs')
const { root } = await import('./paths.mjs')
const { Failure } = await import('./progress.mjs')
const { runAttached } = await import('./run.mjs')

const args = process.argv.slice(2)

try {
  await prepare(args[0] === 'build' && args.includes('--force'))
  process.exitCode = args[0] === 'build' ? 0 : await runCommandLine()
} catch (error) {
  if (!(error instanceof Failure)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function prepare(force) {
  if (!force && isInstalled() && unbuilt().length === 0) {
    linkWorkspaces()
    applyPatches()
    return
  }
  await alone(async () => {
    if (!isInstalled()) await install()
    linkWorkspaces()
    applyPatches()
    await build({ force })
  })
}

function runCommandLine() {
  const node = pinnedNode()
  return runAttached(node, [join(root, 'tools', 'quark', 'dist', 'main.js'), ...args], { env: cleanEnv(node) })
}
