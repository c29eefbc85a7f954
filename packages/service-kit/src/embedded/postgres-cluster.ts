import { chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError } from './plain-error.js'
import type { PostgresBinaries } from './postgres-binaries.js'
import { type PostgresMode, serverOptions } from './postgres-settings.js'
import { type ProgramResult, runProgram } from './run-program.js'
import type { ServerUser } from './server-user.js'

export const SUPERUSER = 'quark'

const START_SECONDS = 120
const STOP_SECONDS = 30
const LOG_LIMIT = 10 * 1024 * 1024

/** The outcome of an attempt to start. `held`: the cluster still has, or has again, a server or what is left of one. */
export type StartOutcome = 'started' | 'port-taken' | 'held'

/** One cluster on disk (`home/data`) and the server programs that make, start and stop it. */
export class PostgresCluster {
  /** The folder PostgreSQL calls its data directory. */
  readonly data: string
  private readonly log: string

  constructor(
    private readonly binaries: PostgresBinaries,
    private readonly home: string,
    private readonly user?: ServerUser,
  ) {
    this.data = join(home, 'data')
    this.log = join(home, 'server.log')
  }

  /** Whether there is a cluster. Refuses one of another major version of PostgreSQL. */
  exists(): boolean {
    const file = join(this.data, 'PG_VERSION')
    if (!existsSync(file)) return false
    const major = Number.parseInt(readFileSync(file, 'utf8'), 10)
    if (major === this.binaries.major) return true
    throw new PlainError(
      `${this.data} holds data of PostgreSQL ${major}, and this Quark brings ${this.binaries.major}: use the version of Quark that made it, or set DATABASE_URL to a PostgreSQL ${major} server that has the data.`,
    )
  }

  /** Makes the cluster. It appears whole or not at all: a crash on the way leaves only `data.new`, made again later. */
  async create(password: string, mode: PostgresMode): Promise<void> {
    const half = `${this.data}.new`
    const passwordFile = join(this.home, 'password.new')
    rmSync(half, { recursive: true, force: true })
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
    if (this.user) chownSync(passwordFile, this.user.uid, this.user.gid)
    try {
      const result = await this.initdb([
        ...['-D', half, '-U', SUPERUSER, '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8'],
        // The same order and case rules on every system, whatever locales it has.
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
        ...(mode === 'test' ? ['--no-sync'] : []),
      ])
      if (result.code !== 0) throw new PlainError(`PostgreSQL's files cannot be made: ${lastComplaint(result.output)}`)
      renameSync(half, this.data)
    } finally {
      rmSync(passwordFile, { force: true })
    }
  }

  /** Starts the server in a session of its own and waits until it takes connections (crash recovery included). */
  async start(port: number, mode: PostgresMode): Promise<StartOutcome> {
    const logged = this.rotateLog()
    const options = serverOptions(port, mode)
    const result = await this.run('pg_ctl', [
      '-D',
      this.data,
      '-w',
      '-t',
      String(START_SECONDS),
      '-l',
      this.log,
      '-o',
      options,
      'start',
    ])
    if (result.code === 0) return 'started'

    const said = existsSync(this.log) ? readFileSync(this.log).subarray(logged).toString('utf8') : result.output
    if (/could not bind|could not create any TCP/.test(said)) return 'port-taken'
    if (/lock file "postmaster.pid" already exists|pre-existing shared memory block/.test(said)) return 'held'
    throw new PlainError(`PostgreSQL did not start: ${lastComplaint(said || result.output)} (see ${this.log})`)
  }

  /** Stops the server: rolls back what is open and closes the connections; a server that hangs is ended hard. */
  async stop(): Promise<void> {
    const stop = (how: string) =>
      this.run('pg_ctl', ['-D', this.data, '-m', how, '-w', '-t', String(STOP_SECONDS), 'stop'])
    const fast = await stop('fast')
    if (fast.code === 0 || /PID file .* does not exist|No such process/.test(fast.output)) return
    await stop('immediate')
  }

  /** As `stop`, but does not wait. */
  async tellToStop(): Promise<void> {
    await this.run('pg_ctl', ['-D', this.data, '-m', 'fast', '-W', 'stop'])
  }

  /**
   * initdb wants its user to have a name, which the random user ids of some container platforms do not. Where the
   * system lets us, it is then run in a namespace in which the same user is called `nobody`.
   */
  private async initdb(args: string[]): Promise<ProgramResult> {
    const result = await this.run('initdb', args)
    if (!/could not look up effective user ID/.test(result.output)) return result
    const named = ['--user', '--map-user=65534', '--map-group=65534', this.binaries.path('initdb'), ...args]
    const retried = await runProgram('unshare', named, this.home).catch(() => undefined)
    if (retried?.code === 0) return retried
    throw new PlainError(
      `PostgreSQL cannot be set up by user ${process.getuid?.()}, which has no name here: add it to /etc/passwd, or set DATABASE_URL to another server.`,
    )
  }

  private run(program: 'initdb' | 'pg_ctl', args: string[]): Promise<ProgramResult> {
    return runProgram(this.binaries.path(program), args, this.home, this.user)
  }

  /** Keeps one older log; answers the size of the current one. */
  private rotateLog(): number {
    const size = statSync(this.log, { throwIfNoEntry: false })?.size ?? 0
    if (size < LOG_LIMIT) return size
    renameSync(this.log, `${this.log}.1`)
    return 0
  }
}

/** The line that says what went wrong, without its time stamp. */
function lastComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim())
  const line = lines.findLast((text) => /FATAL|PANIC|error:/.test(text)) ?? lines.at(-1) ?? 'it said nothing'
  return line.replace(/^.*?(FATAL|PANIC|error):\s*/, '').trim()
}
