import type { Logger } from 'pino'
import type postgres from 'postgres'
import type { Database } from '../data/database.js'
import { Alarm } from './alarm.js'
import { LogCursor, type LogRow } from './embedded-cursor.js'
import { EventInHand } from './embedded-in-hand.js'
import type { SubscriptionOptions } from './event-bus.js'
import type { RetryPolicy } from './retry-policy.js'

const BATCH = 200
/** Looks by itself this often, for the case that a notification was lost with its connection. */
const IDLE_MS = 1000
/** A woken reader that sees nothing looks again soon: an older transaction may still be running. */
const EAGER_MS = [2, 4, 8, 16, 32, 64, 128, 256]

/** Reads the log for one durable consumer, in order, and moves its cursor. */
export class LogReader {
  private readonly alarm = new Alarm()
  private readonly types: Set<string>
  private running: Promise<void> | undefined

  constructor(
    private readonly database: Database,
    private readonly options: SubscriptionOptions,
    private readonly log: Logger,
    private readonly retry: RetryPolicy,
  ) {
    this.types = new Set(options.events.map(({ type }) => type))
  }

  async start(): Promise<void> {
    await this.database.sql`
      insert into event_cursor (consumer) values (${this.options.consumer}) on conflict do nothing`
    this.running = this.run()
  }

  readonly wake = (): void => this.alarm.wake()

  async stop(): Promise<void> {
    this.alarm.stop()
    await this.running
  }

  /** Holds the consumer's lock for as long as it reads, so that a second process waits as a stand-in. */
  private async run(): Promise<void> {
    while (!this.alarm.stopped) {
      try {
        const connection = await this.database.sql.reserve()
        try {
          if (await this.takeLock(connection)) await this.readAll(connection)
          else await this.alarm.pause(IDLE_MS)
        } finally {
          // A connection that is lost has let go of its lock already.
          await connection`select pg_advisory_unlock_all()`.catch(() => {})
          connection.release()
        }
      } catch (error) {
        if (this.alarm.stopped) return
        this.log.warn({ err: error, consumer: this.options.consumer }, 'reading events failed, again in a second')
        await this.alarm.pause(IDLE_MS)
      }
    }
  }

  private async takeLock(connection: postgres.ReservedSql): Promise<boolean> {
    const [row] = await connection`
      select pg_try_advisory_lock(hashtextextended(${this.options.consumer}, 0)) as taken`
    return row?.taken === true
  }

  private async readAll(connection: postgres.ReservedSql): Promise<void> {
    const { options, log, retry, alarm } = this
    const cursor = new LogCursor(connection, options.consumer)
    const beginning = await cursor.begin(options.events)
    const inHand = new EventInHand(connection, cursor, { options, log, retry, alarm, beginning })
    /** After an unclean end: events that are taken one by one, each noted before it is tried. */
    let careful = beginning.unclean ? BATCH : 0
    let looks = 0
    while (!alarm.stopped) {
      if (alarm.heard()) looks = EAGER_MS.length
      const rows = await cursor.next(careful > 0 ? 1 : BATCH)
      if (rows.length > 0) {
        await this.handleRows(cursor, inHand, rows, careful > 0)
        careful -= Math.min(careful, rows.length)
        looks = EAGER_MS.length
        continue
      }
      if (await inHand.handleRedriven()) continue
      await alarm.rest(looks > 0 ? (EAGER_MS[EAGER_MS.length - looks--] ?? IDLE_MS) : IDLE_MS)
    }
    await cursor.end()
  }

  private async handleRows(cursor: LogCursor, inHand: EventInHand, rows: LogRow[], careful: boolean): Promise<void> {
    let done: LogRow | undefined
    for (const row of rows) {
      if (this.alarm.stopped) break
      if (this.types.has(row.type) && !(await inHand.handle(row, { replayed: row.replayed, careful }))) break
      done = row
    }
    if (done) await cursor.moveTo(done)
  }
}
