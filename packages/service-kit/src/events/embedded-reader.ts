import { setTimeout as pause } from 'node:timers/promises'
import type { EventEnvelope } from '@quark/contracts'
import type { Logger } from 'pino'
import type postgres from 'postgres'
import type { Database } from '../data/database.js'
import { MAX_TRIES, type SubscriptionOptions } from './event-bus.js'

const BATCH = 200
/** Looks by itself this often, for the case that a notification was lost with its connection. */
const IDLE_MS = 1000
/** A woken reader that sees nothing looks again soon: an older transaction may still be running. */
const EAGER_MS = [2, 4, 8, 16, 32, 64, 128, 256]

interface LogRow {
  xid: string
  seq: string
  type: string
  envelope: EventEnvelope
}

/** Reads the log for one durable consumer, in order, and moves its cursor. */
export class LogReader {
  private readonly stopping = new AbortController()
  private readonly types: Set<string>
  private running: Promise<void> | undefined
  private wakeUp: () => void = () => {}
  private woken = false

  constructor(
    private readonly database: Database,
    private readonly options: SubscriptionOptions,
    private readonly log: Logger,
    private readonly retryMs: readonly number[],
  ) {
    this.types = new Set(options.types)
  }

  async start(): Promise<void> {
    await this.database.sql`
      insert into event_cursor (consumer) values (${this.options.consumer}) on conflict do nothing`
    this.running = this.run()
  }

  readonly wake = (): void => {
    this.woken = true
    this.wakeUp()
  }

  async stop(): Promise<void> {
    this.stopping.abort()
    this.wake()
    await this.running
  }

  /** Holds the consumer's lock for as long as it reads, so that a second process waits as a stand-in. */
  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        const lock = await this.database.sql.reserve()
        try {
          if (await this.takeLock(lock)) await this.readAll(lock)
          else await this.rest(IDLE_MS)
        } finally {
          await lock`select pg_advisory_unlock_all()`.catch(() => {})
          lock.release()
        }
      } catch (error) {
        if (this.stopping.signal.aborted) return
        this.log.warn({ err: error, consumer: this.options.consumer }, 'reading events failed, again in a second')
        await this.rest(IDLE_MS)
      }
    }
  }

  private async takeLock(lock: postgres.ReservedSql): Promise<boolean> {
    const [row] = await lock`
      select pg_try_advisory_lock(hashtextextended(${this.options.consumer}, 0)) as taken`
    return row?.taken === true
  }

  private async readAll(lock: postgres.ReservedSql): Promise<void> {
    let empty = 0
    while (!this.stopping.signal.aborted) {
      const wasWoken = this.woken
      this.woken = false
      const rows = await this.nextRows(lock)
      if (rows.length > 0) {
        await this.handleRows(lock, rows)
        empty = 0
        continue
      }
      if (wasWoken) empty = 1
      const eager = empty > 0 ? EAGER_MS[empty++ - 1] : undefined
      if (eager === undefined) empty = 0
      await this.rest(eager ?? IDLE_MS)
    }
  }

  private nextRows(lock: postgres.ReservedSql): Promise<LogRow[]> {
    return lock<LogRow[]>`
      select l.xid::text, l.seq::text, l.type, l.envelope
      from event_log l, event_cursor c
      where c.consumer = ${this.options.consumer}
        and (l.xid, l.seq) > (c.xid, c.seq)
        and l.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by l.xid, l.seq
      limit ${BATCH}`
  }

  private async handleRows(lock: postgres.ReservedSql, rows: LogRow[]): Promise<void> {
    let done: LogRow | undefined
    for (const row of rows) {
      if (this.stopping.signal.aborted) break
      if (this.types.has(row.type) && !(await this.handle(lock, row.envelope))) break
      done = row
    }
    if (!done) return
    await lock`
      update event_cursor set xid = ${done.xid}::xid8, seq = ${done.seq}, moved_at = now()
      where consumer = ${this.options.consumer}`
  }

  /** True when the event is done with: handled, or laid aside as a dead letter. */
  private async handle(lock: postgres.ReservedSql, envelope: EventEnvelope): Promise<boolean> {
    for (let tries = 1; ; tries++) {
      try {
        await this.options.handle(envelope)
        return true
      } catch (error) {
        const about = { err: error, consumer: this.options.consumer, event: envelope.id, type: envelope.type, tries }
        if (tries >= MAX_TRIES) {
          await this.bury(lock, envelope, error as Error, tries)
          this.log.error(about, 'an event could not be handled and is now a dead letter')
          return true
        }
        this.log.warn(about, 'handling an event failed, it is tried again')
        await this.rest(this.retryMs[tries - 1] ?? 0, false)
        if (this.stopping.signal.aborted) return false
      }
    }
  }

  private async bury(lock: postgres.ReservedSql, envelope: EventEnvelope, error: Error, tries: number): Promise<void> {
    await lock`
      insert into dead_letter (consumer, event_id, envelope, error, tries)
      values (${this.options.consumer}, ${envelope.id}, ${lock.json(envelope as never)}, ${error.message}, ${tries})
      on conflict (consumer, event_id) do update
      set error = excluded.error, tries = excluded.tries, died_at = now()`
  }

  /** Waits; ends early when stopped, and when woken if that is wanted. */
  private async rest(ms: number, wakeable = true): Promise<void> {
    if (this.stopping.signal.aborted || (wakeable && this.woken)) return
    const woken = new AbortController()
    if (wakeable) this.wakeUp = () => woken.abort()
    const signal = AbortSignal.any([woken.signal, this.stopping.signal])
    await pause(ms, undefined, { signal }).catch(() => {})
    this.wakeUp = () => {}
  }
}
