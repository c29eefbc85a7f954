import { resolve } from 'node:path'
import { createLogger, databaseUrlOf, EVENTS_DATABASE, type EventLog, openEvents } from '@quark/service-kit'
import { DataFolder, errorMessage, PlainError } from '@quark/service-kit/embedded'
import postgres from 'postgres'
import { dataPath } from '../up/data-path.js'

export interface DataOption {
  data?: string
}

/**
 * The PostgreSQL server that Quark uses: the one DATABASE_URL names, else the one that runs on the data folder.
 * @throws PlainError when there is none: nothing is started here
 */
export function databaseServer({ data }: DataOption): string {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL
  const path = resolve(dataPath(data))
  const url = DataFolder.running(path) && DataFolder.databaseUrl(path)
  if (!url) {
    throw new PlainError(
      `No Quark runs on ${path}. Start it with npm start, or set DATABASE_URL (and NATS_URL) to look at another one.`,
    )
  }
  return url
}

/** Works with the event log of the Quark that runs, and lets go of it at the end. */
export async function withLog<Result>(option: DataOption, work: (log: EventLog) => Promise<Result>): Promise<Result> {
  const server = process.env.NATS_URL ? '' : databaseServer(option)
  if (server) await assertHasLog(server)
  const log = await openEvents({
    env: process.env,
    databaseServer: server,
    log: createLogger({ level: 'warn', pretty: process.stderr.isTTY, stderr: true }),
  })
  try {
    return await work(log)
  } finally {
    await log.close()
  }
}

/**
 * Opening a log makes what it lacks, and nothing shall be made by looking.
 * @throws PlainError when the server cannot be reached, or has no event log
 */
async function assertHasLog(server: string): Promise<void> {
  if (!URL.canParse(server))
    throw new PlainError('DATABASE_URL is not an address like postgres://user:password@host:5432.')
  const { host } = new URL(server)
  const sql = postgres(databaseUrlOf(server, 'postgres'), { max: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const found = await sql`select from pg_database where datname = ${EVENTS_DATABASE}`
    if (found.count > 0) return
  } catch (error) {
    throw new PlainError(
      `The PostgreSQL at ${host} cannot be asked (${errorMessage(error)}): check DATABASE_URL, and that the server runs.`,
    )
  } finally {
    await sql.end({ timeout: 1 })
  }
  throw new PlainError(
    `The PostgreSQL at ${host} has no event log. When its Quark sends events through NATS, set NATS_URL as it is set there.`,
  )
}
