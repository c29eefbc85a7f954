import type { EventEnvelope } from '@quark/contracts'
import type { Logger } from 'pino'
import { Database } from '../data/database.js'
import { migrate } from '../data/migrations.js'
import { LogReader } from './embedded-reader.js'
import { EMBEDDED_LOG_MIGRATIONS } from './embedded-schema.js'
import type { EventBus, StoredEvent, Subscription, SubscriptionOptions } from './event-bus.js'

/** Told to PostgreSQL's LISTEN when events were stored. Carries nothing: readers ask for what is new. */
const CHANNEL = 'quark_events'
const RETRY_MS = [100, 500, 2000, 5000]

/**
 * The embedded driver of the event bus: an append-only table in PostgreSQL, and a cursor for each durable consumer.
 * Any number of processes may publish; a consumer's events are handled by one process at a time.
 */
export class EmbeddedEventLog implements EventBus {
  private readonly readers = new Set<LogReader>()
  private unlisten: (() => Promise<void>) | undefined

  private constructor(
    private readonly database: Database,
    private readonly log: Logger,
    private readonly retryMs: readonly number[],
  ) {}

  /**
   * Opens the log in the given database, making its tables when they are missing.
   * @param retryMs pauses before the second and each further try of an event; 100 ms to 5 s unless said.
   */
  static async open(url: string, log: Logger, retryMs: readonly number[] = RETRY_MS): Promise<EmbeddedEventLog> {
    const database = new Database({ url, name: 'quark-events', max: 24 })
    await migrate(database, EMBEDDED_LOG_MIGRATIONS)
    const bus = new EmbeddedEventLog(database, log, retryMs)
    const { unlisten } = await database.sql.listen(
      CHANNEL,
      () => bus.wake(),
      () => bus.wake(),
    )
    bus.unlisten = unlisten
    return bus
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
    const reader = new LogReader(this.database, options, this.log, this.retryMs)
    this.readers.add(reader)
    await reader.start()
    return {
      stop: async () => {
        this.readers.delete(reader)
        await reader.stop()
      },
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.readers].map((reader) => reader.stop()))
    await this.unlisten?.()
    await this.database.close()
  }

  private wake(): void {
    for (const reader of this.readers) reader.wake()
  }
}
