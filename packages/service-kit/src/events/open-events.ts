import type { Logger } from 'pino'
import { databaseUrlOf } from '../host/database-url.js'
import { createDatabases, EVENTS_DATABASE } from '../host/databases.js'
import { EmbeddedEventLog } from './embedded-log.js'
import type { EventLog } from './event-bus.js'
import { JetStreamEventLog } from './nats/jetstream-log.js'
import { NatsSettings } from './nats/nats-settings.js'
import type { RetryPolicy } from './retry-policy.js'

export interface OpenEventsOptions {
  readonly env: NodeJS.ProcessEnv
  /** A PostgreSQL server whose user may create databases. The embedded log lives there. */
  readonly databaseServer: string
  readonly log: Logger
  readonly retry?: RetryPolicy
  /** Name of the embedded log's database, when it is another one: tests share a server. */
  readonly database?: string
}

/** Opens what carries the events: NATS JetStream when `NATS_URL` is set, else the log in PostgreSQL. */
export async function openEvents(options: OpenEventsOptions): Promise<EventLog> {
  const { env, databaseServer, log, retry, database = EVENTS_DATABASE } = options
  if (env.NATS_URL) return JetStreamEventLog.open(new NatsSettings(env), log, retry)
  await createDatabases(databaseServer, [database])
  return EmbeddedEventLog.open(databaseUrlOf(databaseServer, database), log, retry)
}
