import type { Database } from '../data/database.js'
import { positionBefore, START } from './embedded-position.js'
import { type ConsumerLag, type DeadLetter, type EventOperations, UnknownConsumerError } from './event-bus.js'

/** Told to PostgreSQL's LISTEN when there is something to look at. Carries nothing: readers ask for what is new. */
export const CHANNEL = 'quark_events'

/** What operators do with the log, apart from watching it. */
export class LogOperations implements Omit<EventOperations, 'tail'> {
  constructor(private readonly database: Database) {}

  async lag(): Promise<ConsumerLag[]> {
    const rows = await this.database.sql<(Omit<ConsumerLag, 'waitingSince'> & { waitingSince: Date | null })[]>`
      select c.consumer, w.stream, count(l.seq)::int as waiting, min(l.stored_at) as "waitingSince",
        (select count(*)::int from dead_letter d where d.consumer = c.consumer and d.stream = w.stream) as "deadLetters"
      from event_cursor c
      cross join lateral (
        select stream, array_agg(type) as types
        from jsonb_to_recordset(c.wants) as wanted(type text, stream text)
        group by stream
      ) w
      left join event_log l on (l.xid, l.seq) > (c.xid, c.seq) and l.stream = w.stream and l.type = any(w.types)
      group by c.consumer, w.stream
      order by c.consumer, w.stream`
    return rows.map((row) => ({ ...row, waitingSince: row.waitingSince?.toISOString() ?? null }))
  }

  async deadLetters(consumer?: string): Promise<DeadLetter[]> {
    const { sql } = this.database
    const rows = await sql<(Omit<DeadLetter, 'diedAt'> & { diedAt: Date })[]>`
      select consumer, stream, envelope, error, tries, died_at as "diedAt" from dead_letter
      ${consumer === undefined ? sql`` : sql`where consumer = ${consumer}`}
      order by died_at, event_id`
    return rows.map((row) => ({ ...row, diedAt: row.diedAt.toISOString() }))
  }

  async redrive(consumer: string, eventId: string): Promise<boolean> {
    const marked = await this.database.sql`
      with marked as (
        update dead_letter set redriven_at = now() where consumer = ${consumer} and event_id = ${eventId} returning 1
      )
      select pg_notify(${CHANNEL}, '') from marked`
    return marked.count > 0
  }

  async drop(consumer: string, eventId: string): Promise<boolean> {
    const dropped = await this.database.sql`
      delete from dead_letter where consumer = ${consumer} and event_id = ${eventId}`
    return dropped.count > 0
  }

  async replay(consumer: string, since?: Date): Promise<void> {
    const { xid, seq } = since ? await positionBefore(this.database, since) : START
    const moved = await this.database.sql`
      with moved as (
        update event_cursor set
          xid = least(xid, ${xid}::xid8), seq = case when (${xid}::xid8, ${seq}::bigint) < (xid, seq) then ${seq} else seq end,
          replayed_xid = case when (xid, seq) > (replayed_xid, replayed_seq) then xid else replayed_xid end,
          replayed_seq = case when (xid, seq) > (replayed_xid, replayed_seq) then seq else replayed_seq end,
          epoch = epoch + 1
        where consumer = ${consumer}
        returning 1
      )
      select pg_notify(${CHANNEL}, '') from moved`
    if (moved.count === 0) throw new UnknownConsumerError(consumer, await this.consumers())
  }

  private async consumers(): Promise<string[]> {
    const rows = await this.database.sql<{ consumer: string }[]>`select consumer from event_cursor order by consumer`
    return rows.map(({ consumer }) => consumer)
  }
}
