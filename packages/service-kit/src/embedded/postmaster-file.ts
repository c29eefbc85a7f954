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
 * After a crash postmaster.pid stays behind. PostgreSQL clears it up itself, but refuses to start when another program
 * of the same user has got the same process id meanwhile (likely after a reboot); then the id in the file is replaced by
 * one that nobody has. The file itself stays: PostgreSQL needs it to find what is left of the dead server.
 */
export function disownReusedPid(cluster: string): void {
  const lines = readLines(cluster)
  const pid = Number(lines[0])
  if (!pid || !isRunning(pid) || isPostgres(pid)) return
  writeFileSync(join(cluster, FILE), [String(NOBODY), ...lines.slice(1)].join('\n'))
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
