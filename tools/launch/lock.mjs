import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from './paths.mjs'

// Not inside the project: `npm ci` empties node_modules, and a lock in the tree would show up in `git status`.
const file = join(
  tmpdir(),
  `quark-launch-${process.getuid?.() ?? 0}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`,
)

/**
 * Does the work while nobody else installs or builds this project. A lock whose holder has died is taken over.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  let told = false
  while (!take()) {
    const holder = runningHolder()
    if (!holder) rmSync(file, { force: true })
    else if (!told)
      console.error(`Another command installs or builds this project (process ${holder}); waiting for it.`)
    told ||= Boolean(holder)
    await delay(200)
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take() {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function runningHolder() {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error.code === 'EPERM' ? 'of another user' : undefined
  }
}
