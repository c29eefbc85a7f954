import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from '@quark/service-kit/embedded'
import { TestClient, until } from '@quark/testing'

const CLI = resolve(import.meta.dirname, '../../../tools/quark/dist/main.js')
const START_MS = 60_000

/** Quark as `npm start` has it, in a process that can be killed and started again on the same data. */
export class KillableQuark {
  private child: ChildProcess | undefined

  private constructor(
    private readonly folder: string,
    private readonly port: number,
    private readonly portOffset: number,
  ) {}

  static async start(): Promise<KillableQuark> {
    const folder = mkdtempSync(join(tmpdir(), 'quark-killed-'))
    // Started by root, PostgreSQL runs as another user, who must get through.
    chmodSync(folder, 0o711)
    const quark = new KillableQuark(folder, await freePort(), 10_000 + (process.pid % 10_000))
    await quark.run()
    return quark
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get api(): TestClient {
    return new TestClient(this.url)
  }

  /** Resolves when every module answers. */
  async run(): Promise<void> {
    const { DATABASE_URL: _, ...env } = process.env
    this.child = spawn(
      process.execPath,
      [CLI, 'up', '--port', String(this.port), '--data', join(this.folder, 'data')],
      {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...env, QUARK_PORT_OFFSET: String(this.portOffset), LOG_LEVEL: 'silent' },
      },
    )
    const isHealthy = () =>
      this.api.get('/health').then(
        ({ status }) => status === 200,
        () => false,
      )
    await until('every module to be well', isHealthy, START_MS)
  }

  /** Ends the process as a power cut would. */
  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM')
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
}
