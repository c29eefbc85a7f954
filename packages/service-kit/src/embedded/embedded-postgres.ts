import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { askServer } from './ask-server.js'
import { freePort } from './free-port.js'
import { PlainError } from './plain-error.js'
import { PostgresBinaries } from './postgres-binaries.js'
import { PostgresCluster, SUPERUSER } from './postgres-cluster.js'
import { homeElsewhere, postgresHome } from './postgres-home.js'
import type { PostgresMode } from './postgres-settings.js'
import { markServerGone, type Postmaster, runningPostmaster } from './postmaster-file.js'
import { serverUser } from './server-user.js'

export interface EmbeddedPostgresOptions {
  /** The folder for the cluster, its log and its port; made when missing. */
  folder: string
  /** The superuser's password. Must be the one the cluster was made with. */
  password: string
  mode?: PostgresMode
  /** Told what is being done, for a person who waits. */
  onStep?: (step: string) => void
}

/** How long a start is tried, and how long a server that holds the cluster may be silent before it is ended. */
const SILENCE_MS = 10_000
/** How long one that says it is starting or recovering is waited for. */
const BUSY_MS = 120_000

/**
 * A PostgreSQL server of our own, on 127.0.0.1 and with a password, whose process outlives ours: when this process
 * is killed, the next start finds the server still running and adopts it.
 */
export class EmbeddedPostgres {
  private constructor(
    private readonly cluster: PostgresCluster,
    /** The superuser's URL, without TLS, at the database `postgres`. */
    readonly url: string,
    readonly port: number,
    /** The folder with its files: the one it was started with, or one in /var/lib/quark (see postgresHome). */
    readonly home: string,
    /** True when the server was already running. */
    readonly adopted: boolean,
  ) {}

  /**
   * Makes the cluster when there is none, then adopts its running server or starts one, and answers when the server
   * has accepted a connection. Throws PlainError when that cannot be done.
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { password, mode = 'durable', onStep = () => {} } = options
    const folder = resolve(options.folder)
    const user = serverUser(join(folder, 'data'))
    const home = postgresHome(folder, user)
    const binaries = await PostgresBinaries.find(home, user)
    const cluster = new PostgresCluster(binaries, home, user)

    if (!cluster.exists()) {
      onStep('creating its files')
      await cluster.create(password, mode)
    }
    const since = Date.now()
    while (Date.now() - since < SILENCE_MS) {
      const running = await adoptable(cluster, password)
      if (running) return new EmbeddedPostgres(cluster, urlOf(running.port, password), running.port, home, true)

      onStep('starting')
      markServerGone(cluster.data)
      const port = await freePort(rememberedPort(home))
      if ((await cluster.start(port, mode)) !== 'started') {
        await delay(100)
        continue
      }
      await waitUntilReady(cluster, urlOf(port, password))
      writeFileSync(join(home, 'port'), `${port}\n`)
      return new EmbeddedPostgres(cluster, urlOf(port, password), port, home, false)
    }
    throw new PlainError(`PostgreSQL did not start in ${SILENCE_MS / 1000} s: see ${join(home, 'server.log')}`)
  }

  /** The server that runs on this folder, by what it wrote there; undefined when none does. Changes nothing. */
  static running(folder: string): Postmaster | undefined {
    const path = resolve(folder)
    return runningPostmaster(join(homeElsewhere(path) ?? path, 'data'))
  }

  /** The superuser's URL of the server that runs on this folder; undefined when none does. Changes nothing. */
  static runningUrl(folder: string, password: string): string | undefined {
    const running = EmbeddedPostgres.running(folder)
    return running && urlOf(running.port, password)
  }

  /** Stops the server. Open transactions are rolled back; what was committed is on disk. */
  async stop(): Promise<void> {
    await this.cluster.stop()
  }

  /** Tells the server to stop and does not wait until it has. */
  async abandon(): Promise<void> {
    await this.cluster.tellToStop()
  }
}

/** The server that already runs on this cluster and answers; undefined when there is none (any more). */
async function adoptable(cluster: PostgresCluster, password: string): Promise<Postmaster | undefined> {
  const since = Date.now()
  for (;;) {
    const running = runningPostmaster(cluster.data)
    if (!running) return undefined
    // A server that has only just been started has not written its port yet.
    const answer = running.port ? await askServer(urlOf(running.port, password), cluster.data) : 'silent'
    if (answer === 'ready') return running
    if (answer === 'wrong-password') throw wrongPassword(cluster)
    if (Date.now() - since > (answer === 'busy' ? BUSY_MS : SILENCE_MS)) {
      await cluster.stop()
      return undefined
    }
    await delay(100)
  }
}

async function waitUntilReady(cluster: PostgresCluster, url: string): Promise<void> {
  const since = Date.now()
  for (;;) {
    const answer = await askServer(url, cluster.data)
    if (answer === 'ready') return
    if (answer === 'wrong-password') {
      await cluster.stop()
      throw wrongPassword(cluster)
    }
    if (Date.now() - since > SILENCE_MS) throw new PlainError(`PostgreSQL started but does not answer (${answer}).`)
    await delay(100)
  }
}

function wrongPassword(cluster: PostgresCluster): PlainError {
  return new PlainError(
    `PostgreSQL in ${cluster.data} refuses the password in secrets.json: put back the secrets.json that belongs to this data folder.`,
  )
}

function urlOf(port: number, password: string): string {
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres?sslmode=disable`
}

function rememberedPort(home: string): number | undefined {
  const file = join(home, 'port')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined
}
