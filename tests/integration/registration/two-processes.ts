import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { databaseUrlOf } from '@quark/service-kit'
import { EmbeddedPostgres, freePort, isFree } from '@quark/service-kit/embedded'
import { TestClient, until } from '@quark/testing'
import postgres from 'postgres'

export type Name = 'auth-service' | 'user-service'

const HTTP: Record<Name, number> = { 'auth-service': 3001, 'user-service': 3002 }
const GRPC = 4002

/** auth-service and user-service, each in a process of its own, talking gRPC; they can be killed and started again. */
export class TwoProcesses {
  private readonly processes = new Map<Name, ChildProcess>()
  private readonly databases: postgres.Sql[] = []

  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedPostgres,
    private readonly offset: number,
  ) {}

  static async start(): Promise<TwoProcesses> {
    const folder = mkdtempSync(join(tmpdir(), 'quark-killed-'))
    // Started by root, PostgreSQL runs as another user, who must get through this folder.
    chmodSync(folder, 0o711)
    const server = await EmbeddedPostgres.start({
      folder: join(folder, 'postgres'),
      password: 'x'.repeat(20),
      mode: 'test',
    })
    const both = new TwoProcesses(folder, server, await freeOffset())
    await Promise.all([both.run('auth-service'), both.run('user-service')])
    return both
  }

  /** Resolves when the module answers. */
  async run(name: Name): Promise<void> {
    const main = join(dirname(fileURLToPath(import.meta.resolve(`@quark/${name}`))), 'main.js')
    const child = spawn(process.execPath, [main], { env: this.env(), stdio: ['ignore', 'ignore', 'inherit'] })
    this.processes.set(name, child)
    await until(`${name} is ready`, () => this.isReady(name), 30_000)
  }

  /** Ends the process as a power cut would. */
  async kill(name: Name): Promise<void> {
    const child = this.processes.get(name)
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  client(name: Name): TestClient {
    return new TestClient(`http://127.0.0.1:${HTTP[name] + this.offset}`)
  }

  /** A connection to the module's database. */
  database(name: Name): postgres.Sql {
    const sql = postgres(databaseUrlOf(this.server.url, name), { max: 4, onnotice: () => {} })
    this.databases.push(sql)
    return sql
  }

  async stop(): Promise<void> {
    await Promise.all([this.kill('auth-service'), this.kill('user-service')])
    await Promise.all(this.databases.map((sql) => sql.end()))
    await this.server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async isReady(name: Name): Promise<boolean> {
    try {
      return (await this.client(name).get('/ready')).status === 200
    } catch {
      return false
    }
  }

  private env(): NodeJS.ProcessEnv {
    return {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      DATABASE_URL: this.server.url,
      QUARK_INTERNAL_KEY: 'internal-key-of-the-tests',
      QUARK_PEER_HOST: '127.0.0.1',
      QUARK_PORT_OFFSET: String(this.offset),
      SECRET_KEY: 'k'.repeat(64),
      BCRYPT_COST: '4',
      REGISTRATION_SWEEP_SECONDS: '1',
      REGISTRATION_SETTLE_SECONDS: '600',
      LOG_LEVEL: process.env.LOG ?? 'silent',
    }
  }
}

async function freeOffset(): Promise<number> {
  for (;;) {
    const offset = (await freePort()) - HTTP['auth-service']
    if ((await isFree(HTTP['user-service'] + offset)) && (await isFree(GRPC + offset))) return offset
  }
}
