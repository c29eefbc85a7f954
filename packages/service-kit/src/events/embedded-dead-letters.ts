import type { EventEnvelope } from '@quark/contracts'
import type postgres from 'postgres'
import type { StoredEvent } from './event-bus.js'

/** The dead letters of one consumer, as its reader sees them. */
export class DeadLetterBox {
  constructor(
    private readonly sql: postgres.ReservedSql,
    private readonly consumer: string,
  ) {}

  async lay({ stream, envelope }: StoredEvent, error: string, tries: number): Promise<void> {
    await this.sql`
      insert into dead_letter (consumer, event_id, stream, envelope, error, tries)
      values (${this.consumer}, ${envelope.id}, ${stream}, ${this.sql.json(asJson(envelope))}, ${error}, ${tries})
      on conflict (consumer, event_id) do update
      set error = excluded.error, tries = excluded.tries, died_at = now()`
  }

  /** Takes one that an operator wants tried again; it stays a dead letter until it is handled. */
  async takeRedriven(): Promise<StoredEvent | undefined> {
    const [row] = await this.sql<StoredEvent[]>`
      update dead_letter set redriven_at = null
      where consumer = ${this.consumer} and event_id = (
        select event_id from dead_letter
        where consumer = ${this.consumer} and redriven_at is not null
        order by redriven_at, event_id limit 1
      )
      returning stream, envelope`
    return row
  }

  async remove(eventId: string): Promise<void> {
    await this.sql`delete from dead_letter where consumer = ${this.consumer} and event_id = ${eventId}`
  }
}

const asJson = (envelope: EventEnvelope): postgres.JSONValue => envelope as EventEnvelope & Record<string, never>
