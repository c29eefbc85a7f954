import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRunning, programOf } from './running-process.js'

// Above the largest process id any system hands out, so that nobody has it.
const NOBODY = 999_999_999

/** What PostgreSQL writes about its running server: which process, which port. */
export interface Postmaster {
  pid: number
  port: number
}

/**
 * The server that runs on this cluster, by its postmaster.pid; undefined when there is none. After a crash the file
 * stays behind. PostgreSQL clears it up itself, but refuses to start when another program of the same user has got the
 * same process id meanwhile (likely after a reboot); then the id in the file is replaced by one that nobody has. The
 * file itself stays, since PostgreSQL needs it to find processes of the dead server that still hold its memory.
 */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const path = join(cluster, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(path, 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!pid || !isRunning(pid)) return undefined
  if (['postgres', 'postgres.exe', undefined].includes(programOf(pid))) return { pid, port }
  writeFileSync(path, [String(NOBODY), ...lines.slice(1)].join('\n'))
  return undefined
}
