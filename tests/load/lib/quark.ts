import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const CLI = resolve(import.meta.dirname, '../../../tools/quark/dist/main.js')
/** Below the ephemeral ports, where another program's connection may sit. */
const PORT = 18_080
const START_MS = 60_000

/** A Quark in a process of its own, on a data folder that may outlive it. */
export interface QuarkProcess {
  readonly url: string
  readonly pid: number
  /** Milliseconds from the start of the process to the first healthy answer. */
  readonly startedInMs: number
  stop(): Promise<void>
}

/** Limits that a benchmark would run into at once. */
const NO_LIMITS = { RATE_LIMIT_PER_HOUR: '1000000000', ROUTE_LIMIT_FACTOR: '1000000' }

/** Starts Quark as an operator does, and answers when `/health` does. */
export async function startQuark(data: string, env: Record<string, string> = {}): Promise<QuarkProcess> {
  const began = performance.now()
  const child = spawn(process.execPath, [CLI, 'up', '--port', String(PORT), '--data', data], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...NO_LIMITS, QUARK_PORT_OFFSET: '10000', LOG_LEVEL: 'warn', ...env },
  })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-4000)
  })
  const url = `http://127.0.0.1:${PORT}`
  while (!(await isHealthy(url))) {
    if (child.exitCode !== null) throw new Error(`Quark ended with ${child.exitCode}:\n${said}`)
    if (performance.now() - began > START_MS) throw new Error(`Quark was not ready in ${START_MS} ms:\n${said}`)
    await pause(5)
  }
  return { url, pid: child.pid ?? 0, startedInMs: performance.now() - began, stop: () => stop(child) }
}

/** An empty data folder, removed by `remove`. */
export function temporaryData(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'quark-bench-'))
  // Started by root, PostgreSQL runs as another user, who must get through to its files.
  chmodSync(path, 0o711)
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok
  } catch {
    return false
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
