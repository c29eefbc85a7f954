import type { Logger } from 'pino'
import { NatsSettings } from '../events/nats/nats-settings.js'
import { databaseUrlOf } from '../host/database-url.js'
import { createDatabases, EVENTS_DATABASE } from '../host/databases.js'
import { Broadcast } from './broadcast.js'
import { NatsWire } from './nats-wire.js'
import { PostgresWire } from './postgres-wire.js'

export interface OpenBroadcastOptions {
  readonly env: NodeJS.ProcessEnv
  /** A PostgreSQL server whose user may create databases. */
  readonly databaseServer: string
  readonly log: Logger
  /** Name of the events' database, when it is another one: tests share a server. */
  readonly database?: string
}

/** Opens what carries broadcast messages: NATS when `NATS_URL` is set, else LISTEN/NOTIFY in PostgreSQL. */
export async function openBroadcast(options: OpenBroadcastOptions): Promise<Broadcast> {
  const { env, databaseServer, log, database = EVENTS_DATABASE } = options
  const broadcast = new Broadcast(log)
  if (env.NATS_URL) {
    const { NATS_URL } = new NatsSettings(env)
    await broadcast.connect((end) => NatsWire.open(NATS_URL, log, end))
  } else {
    await createDatabases(databaseServer, [database])
    await broadcast.connect((end) => PostgresWire.open(databaseUrlOf(databaseServer, database), end))
  }
  return broadcast
}
