import { resolve } from 'node:path'
import { createLogger, type EventLog, openEvents } from '@quark/service-kit'
import { DataFolder, PlainError } from '@quark/service-kit/embedded'
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
  const log = await openEvents({
    env: process.env,
    databaseServer: process.env.NATS_URL ? '' : databaseServer(option),
    log: createLogger({ level: 'warn', pretty: process.stdout.isTTY }),
  })
  try {
    return await work(log)
  } finally {
    await log.close()
  }
}
