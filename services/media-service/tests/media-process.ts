import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { closeServer, databaseUrlOf, uuidv7 } from '@quark/service-kit'
import { EmbeddedPostgres, freePort, isFree } from '@quark/service-kit/embedded'
import { TestClient, TokenMint, until } from '@quark/testing'
import postgres from 'postgres'
import type { Person } from './builders.js'

const AUTH_PORT = 3001
const HTTP_PORT = 3003
const GRPC_PORT = 4003
const MAIN = join(dirname(fileURLToPath(import.meta.resolve('@quark/media-service'))), 'main.js')

/** media-service in a process of its own, which can be killed, started again, and measured. */
export class MediaProcess {
  private child: ChildProcess | undefined

  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedPostgres,
    private readonly keys: Server,
    private readonly mint: TokenMint,
    private readonly offset: number,
    readonly db: postgres.Sql,
  ) {}

  static async start(): Promise<MediaProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'quark-media-'))
    // Started by root, PostgreSQL runs as another user, who must get through this folder.
    chmodSync(folder, 0o711)
    const server = await EmbeddedPostgres.start({
      folder: join(folder, 'postgres'),
      password: 'x'.repeat(20),
      mode: 'test',
    })
    const mint = new TokenMint()
    const keys = createServer(async (_, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify(await mint.publicKeys()))
    })
    const offset = await freeOffset()
    keys.listen(AUTH_PORT + offset, '127.0.0.1')
    const db = postgres(databaseUrlOf(server.url, 'media-service'), { max: 2, onnotice: () => {} })
    const one = new MediaProcess(folder, server, keys, mint, offset, db)
    await one.run()
    return one
  }

  get pid(): number {
    return this.child?.pid ?? 0
  }

  /** Resolves when the service answers. */
  async run(): Promise<void> {
    this.child = spawn(process.execPath, [MAIN], { env: this.env(), stdio: ['ignore', 'ignore', 'inherit'] })
    await until('media-service is ready', () => this.isReady(), 30_000)
  }

  /** Ends the process as a power cut would. */
  async kill(): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** Somebody who uploads. */
  aPerson(): Person {
    const id = uuidv7()
    return { id, client: new TestClient(this.url, () => this.mint.tokenFor(id)) }
  }

  tokenFor(personId: string): Promise<string> {
    return this.mint.tokenFor(personId)
  }

  get url(): string {
    return `http://127.0.0.1:${HTTP_PORT + this.offset}`
  }

  /** The most memory that the process has had, in bytes. The processes that work on images are not in it. */
  peakMemory(): number {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  }

  async stop(): Promise<void> {
    await this.kill()
    await this.db.end()
    await closeServer(this.keys)
    await this.server.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await new TestClient(this.url).get('/ready')).status === 200
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
      OBJECTS_DIR: join(this.folder, 'objects'),
      LOG_LEVEL: 'silent',
    }
  }
}

async function freeOffset(): Promise<number> {
  for (;;) {
    const offset = (await freePort()) - AUTH_PORT
    if ((await isFree(HTTP_PORT + offset)) && (await isFree(GRPC_PORT + offset))) return offset
  }
}
