import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { canReach, type ServerUser } from '../../src/embedded/server-user.js'

const entry = join(import.meta.dirname, '..', '..', 'dist', 'embedded', 'index.js')

/** Only root can become somebody else, and only a somebody who can read the project can run it. */
export function canBecome(user: ServerUser): boolean {
  return process.getuid?.() === 0 && [entry, process.execPath].every((path) => canReach(user, dirname(path)))
}

/** Starts a process of this user (or of ours) that runs this code, in which the built embedded runtime is `quark`. */
export function startAs(user: ServerUser | undefined, code: string): ChildProcessWithoutNullStreams {
  const script = `import * as quark from ${JSON.stringify(pathToFileURL(entry).href)}\n${code}`
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { cwd: '/', ...user })
}

/** As startAs, to its end: answers what it printed; rejects with what it wrote to stderr when it fails. */
export function runAs(user: ServerUser, code: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = startAs(user, code)
    child.stdin.end()
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (exit) => (exit === 0 ? resolve(out.trim()) : reject(new Error(err))))
  })
}
