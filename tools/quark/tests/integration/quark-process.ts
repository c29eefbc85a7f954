import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort, isRunning } from '@quark/service-kit/embedded'
import { onTestFinished } from 'vitest'

const main = resolve(import.meta.dirname, '..', '..', 'dist', 'main.js')

/** A data folder that is removed after the test. */
export function dataFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'quark-up-'))
  // Started by root, PostgreSQL runs as another user, who must get through.
  chmodSync(parent, 0o711)
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }))
  return join(parent, 'data')
}

/** The `quark` command in a process of its own, ended after the test at the latest. */
export class QuarkProcess {
  /** What it said so far. */
  stdout = ''
  stderr = ''
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>
  private readonly child: ChildProcess

  constructor(args: string[], env: Record<string, string> = {}) {
    const { DATABASE_URL: _, ...inherited } = process.env
    this.child = spawn(process.execPath, [main, ...args], {
      env: { ...inherited, NODE_ENV: 'production', NO_COLOR: '1', ...env },
    })
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.stdout += chunk.toString()
    })
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString()
    })
    this.ended = new Promise((done) => {
      this.child.once('close', (code, signal) => done(code ?? signal ?? 'SIGKILL'))
    })
    onTestFinished(async () => {
      if (isRunning(this.pid)) this.child.kill('SIGTERM')
      await this.ended
    })
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal)
  }

  /** Closes our end of its output, as a terminal or a `| head` that goes away does. */
  stopReading(): void {
    this.child.stdout?.destroy()
    this.child.stderr?.destroy()
  }

  /** Answers when it has said this on stdout; rejects with all it said when it ends before. */
  async said(words: string): Promise<void> {
    await Promise.race([
      until(() => this.stdout.includes(words)),
      this.ended.then((code) => {
        if (this.stdout.includes(words)) return
        throw new Error(`ended with ${code} before saying "${words}":\n${this.stdout}${this.stderr}`)
      }),
    ])
  }

  /** The ids of the processes it started itself. */
  children(): number[] {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' }).trim().split('\n')
    const rows = table.map((line) => line.trim().split(/\s+/))
    return rows.filter(([, parent, name]) => Number(parent) === this.pid && name !== 'ps').map(([pid]) => Number(pid))
  }
}

/** A running `quark up` with user-service alone, at ports of its own. */
export async function startUp(folder: string, args: string[] = [], env: Record<string, string> = {}) {
  const port = await freePort()
  const quark = new QuarkProcess(['up', '--data', folder, '--only', 'user-service', ...args], {
    QUARK_PORT_OFFSET: String(port - 3002),
    ...env,
  })
  await quark.said('Quark is ready')
  return Object.assign(quark, { url: `http://127.0.0.1:${port}`, port })
}

/** Answers when the condition holds. The test's own time limit is the limit. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((done) => setTimeout(done, 25))
}
