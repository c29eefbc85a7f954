import type { EventEnvelope, EventStream } from '@quark/contracts'
import type postgres from 'postgres'
import type { SubscriptionOptions } from './event-bus.js'

/** A row of the log, as a reader of a consumer sees it. */
export interface LogRow {
  readonly xid: string
  readonly seq: string
  readonly stream: EventStream
  readonly type: string
  readonly envelope: EventEnvelope
  readonly replayed: boolean
  readonly epoch: number
}

/** Where a reader begins. */
export interface Beginning {
  /** The reader before did not end cleanly: one of the next events may be what ended it. */
  readonly unclean: boolean
  readonly trying: string | null
  readonly tries: number
}

/** The place of one consumer in the log, kept in the database. Used by the one reader that holds the consumer's lock. */
export class LogCursor {
  constructor(
    private readonly sql: postgres.ReservedSql,
    private readonly consumer: string,
  ) {}

  async begin(wants: SubscriptionOptions['events']): Promise<Beginning> {
    const [row] = await this.sql<[{ reading: boolean; trying: string | null; tries: number }]>`
      with before as (select reading from event_cursor where consumer = ${this.consumer})
      update event_cursor set reading = true, wants = ${this.sql.json(wants.map(({ type, stream }) => ({ type, stream })))}
      where consumer = ${this.consumer}
      returning (select reading from before), trying, tries`
    return { unclean: row.reading, trying: row.trying, tries: row.tries }
  }

  async end(): Promise<void> {
    await this.sql`update event_cursor set reading = false where consumer = ${this.consumer}`
  }

  next(limit: number): Promise<LogRow[]> {
    return this.sql<LogRow[]>`
      select l.xid::text, l.seq::text, l.stream, l.type, l.envelope, c.epoch,
        (l.xid, l.seq) <= (c.replayed_xid, c.replayed_seq) as replayed
      from event_log l, event_cursor c
      where c.consumer = ${this.consumer}
        and (l.xid, l.seq) > (c.xid, c.seq)
        and l.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by l.xid, l.seq
      limit ${limit}`
  }

  /** Everything up to this row is done with. When a replay set the cursor back meanwhile, the replay goes up to here. */
  async moveTo({ xid, seq, epoch }: LogRow): Promise<void> {
    const moved = await this.sql`
      update event_cursor set xid = ${xid}::xid8, seq = ${seq}, moved_at = now()
      where consumer = ${this.consumer} and epoch = ${epoch}`
    if (moved.count > 0) return
    await this.sql`
      update event_cursor set replayed_xid = ${xid}::xid8, replayed_seq = ${seq}
      where consumer = ${this.consumer} and (replayed_xid, replayed_seq) < (${xid}::xid8, ${seq}::bigint)`
  }

  /** Remembers how often an event was tried, for the case that this process ends. */
  async tried(eventId: string, tries: number): Promise<void> {
    await this.sql`
      update event_cursor set trying = ${eventId}, tries = ${tries} where consumer = ${this.consumer}`
  }

  /** The event that was tried is done with. When it is read again, by a replay, it is tried as any other. */
  async forgetTries(): Promise<void> {
    await this.sql`update event_cursor set trying = null, tries = 0 where consumer = ${this.consumer}`
  }
}
