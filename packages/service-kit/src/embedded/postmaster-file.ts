import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, programOf } from './running-process.js'

const FILE = 'postmaster.pid'

// Above the largest process id any system hands out, so that nobody has it.
const NOBODY = 999_999_999

/** What PostgreSQL writes about its running server: which process, which port. */
export interface Postmaster {
  pid: number
  port: number
}

/** The server that runs on this cluster, by its postmaster.pid; undefined when there is none. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const lines = readLines(cluster)
  const pid = Number(lines[0])
  if (!pid || !isRunning(pid) || !isPostgres(pid)) return undefined
  return { pid, port: Number(lines[3]) }
}

/**
 * Makes a postmaster.pid that a crash left behind say that its process is gone. PostgreSQL looks for itself, but takes
 * a dead process that is not reaped yet, and any other program of the same user that has got the same id meanwhile
 * (likely after a reboot), for its running server, and refuses to start. The file itself stays: PostgreSQL needs it to
 * find children of the dead server that still use its memory.
 */
export function markServerGone(cluster: string): void {
  const [pid, ...lines] = readLines(cluster)
  if (pid === undefined || runningPostmaster(cluster)) return
  writeFileSync(join(cluster, FILE), [String(NOBODY), ...lines].join('\n'))
}

function isPostgres(pid: number): boolean {
  return ['postgres', 'postgres.exe', undefined].includes(programOf(pid))
}

function readLines(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, FILE), 'utf8').split('\n')
  } catch {
    return []
  }
}
