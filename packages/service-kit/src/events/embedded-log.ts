import type { EventEnvelope } from '@quark/contracts'
import type { Logger } from 'pino'
import { Database } from '../data/database.js'
import { migrate } from '../data/migrations.js'
import { CHANNEL, LogOperations } from './embedded-operations.js'
import { LogReader } from './embedded-reader.js'
import { EMBEDDED_LOG_MIGRATIONS } from './embedded-schema.js'
import { LogTail } from './embedded-tail.js'
import type {
  ConsumerLag,
  DeadLetter,
  EventLog,
  StoredEvent,
  Subscription,
  SubscriptionOptions,
  TailOptions,
} from './event-bus.js'
import { RETRY_POLICY, type RetryPolicy } from './retry-policy.js'

/**
 * The embedded driver of the event bus: an append-only table in PostgreSQL, and a cursor for each durable consumer.
 * Any number of processes may publish; a consumer's events are handled by one process at a time.
 */
export class EmbeddedEventLog implements EventLog {
  private readonly readers = new Set<LogReader | LogTail>()
  private readonly operations: LogOperations
  private unlisten: (() => Promise<void>) | undefined

  private constructor(
    private readonly database: Database,
    private readonly log: Logger,
    private readonly retry: RetryPolicy,
  ) {
    this.operations = new LogOperations(database)
  }

  /** Opens the log in the given database, making its tables when they are missing. */
  static async open(url: string, log: Logger, retry: RetryPolicy = RETRY_POLICY): Promise<EmbeddedEventLog> {
    const database = new Database({ url, name: 'quark-events', max: 24 })
    try {
      await migrate(database, EMBEDDED_LOG_MIGRATIONS)
      const bus = new EmbeddedEventLog(database, log, retry)
      const { unlisten } = await database.sql.listen(
        CHANNEL,
        () => bus.wake(),
        () => bus.wake(),
      )
      bus.unlisten = unlisten
      return bus
    } catch (error) {
      await database.close()
      throw error
    }
  }

  async publish(events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return
    const rows = events.map(({ stream, envelope }) => ({
      id: envelope.id,
      stream,
      type: envelope.type,
      envelope: envelope as EventEnvelope & Record<string, never>,
    }))
    await this.database.sql`
      with stored as (
        insert into event_log (id, stream, type, envelope)
        select r.id, r.stream, r.type, r.envelope
        from jsonb_to_recordset(${this.database.sql.json(rows)}) as r(id uuid, stream text, type text, envelope jsonb)
        on conflict (id) do nothing
        returning 1
      )
      select pg_notify(${CHANNEL}, '') where exists (select from stored)`
  }

  async subscribe(options: SubscriptionOptions): Promise<Subscription> {
    return this.begin(new LogReader(this.database, options, this.log, this.retry))
  }

  async tail(options: TailOptions, seen: (event: StoredEvent) => void): Promise<Subscription> {
    return this.begin(new LogTail(this.database, options, seen, this.log))
  }

  lag(): Promise<ConsumerLag[]> {
    return this.operations.lag()
  }

  deadLetters(consumer?: string): Promise<DeadLetter[]> {
    return this.operations.deadLetters(consumer)
  }

  redrive(consumer: string, eventId: string): Promise<boolean> {
    return this.operations.redrive(consumer, eventId)
  }

  drop(consumer: string, eventId: string): Promise<boolean> {
    return this.operations.drop(consumer, eventId)
  }

  replay(consumer: string, since?: Date): Promise<void> {
    return this.operations.replay(consumer, since)
  }

  async close(): Promise<void> {
    await Promise.all([...this.readers].map((reader) => reader.stop()))
    await this.unlisten?.()
    await this.database.close()
  }

  private async begin(reader: LogReader | LogTail): Promise<Subscription> {
    this.readers.add(reader)
    await reader.start()
    return {
      stop: async () => {
        this.readers.delete(reader)
        await reader.stop()
      },
    }
  }

  private wake(): void {
    for (const reader of this.readers) reader.wake()
  }
}
