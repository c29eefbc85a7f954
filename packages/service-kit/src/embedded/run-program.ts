import { spawn } from 'node:child_process'
import type { ServerUser } from './server-user.js'

/** How a program ended: its exit code (-1 when a signal ended it) and what it said, both streams together. */
export interface ProgramResult {
  code: number
  output: string
}

/**
 * Runs one of PostgreSQL's programs to its end, in `cwd` and as `user` when given. Rejects when it cannot be started
 * (EACCES, ENOENT). The environment is a fresh one: PGPORT, PGDATA, a foreign LC_ALL and the like must not reach it.
 */
export function runProgram(file: string, args: string[], cwd: string, user?: ServerUser): Promise<ProgramResult> {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env.SystemRoot }
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...user })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    // Not 'close': a server that pg_ctl leaves behind may hold the pipes open.
    child.once('exit', (code) => setImmediate(() => resolve({ code: code ?? -1, output: output.trim() })))
  })
}
