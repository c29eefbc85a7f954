import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { errorCode } from './plain-error.js'

/**
 * True when a process with this id runs. A zombie (dead, but not yet reaped by its parent) counts as dead: `kill -0`
 * and pg_ctl both take one for a running process.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, but belongs to somebody else.
    if (errorCode(error) !== 'EPERM') return false
  }
  return statFields(pid)?.[0] !== 'Z'
}

/**
 * Tells two processes that had the same id apart: the moment the process started, in the system's own form.
 * Undefined when the system does not say.
 */
export function startedAt(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const ticks = statFields(pid)?.[19]
    // Ticks count from boot, so a process of an earlier boot could have the same number.
    return ticks && `${readText('/proc/sys/kernel/random/boot_id')?.trim()}:${ticks}`
  }
  if (process.platform === 'win32') return undefined
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || undefined
}

/** The program a process runs (`node`, `postgres`), or undefined when the system does not say. */
export function programOf(pid: number): string | undefined {
  if (process.platform === 'linux') return readText(`/proc/${pid}/comm`)?.trim()
  if (process.platform === 'win32') return undefined
  const command = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim()
  return command?.split('/').at(-1) || undefined
}

/** The fields of /proc/PID/stat from the third (state) on; the second, the name, may itself hold spaces. */
function statFields(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined
  const stat = readText(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
