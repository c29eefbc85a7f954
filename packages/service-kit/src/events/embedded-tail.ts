import type { Logger } from 'pino'
import type { Database } from '../data/database.js'
import { Alarm } from './alarm.js'
import type { LogRow } from './embedded-cursor.js'
import { positionBefore, START } from './embedded-position.js'
import type { StoredEvent, TailOptions } from './event-bus.js'

const BATCH = 200
/** Also the pause between two looks while an older transaction keeps a newer event back. */
const LOOK_MS = 250

/** Shows what is stored, from now or an earlier time on. Its place is in memory: nothing is left behind. */
export class LogTail {
  private readonly alarm = new Alarm()
  private running: Promise<void> | undefined
  private position = START

  constructor(
    private readonly database: Database,
    private readonly options: TailOptions,
    private readonly seen: (event: StoredEvent) => void,
    private readonly log: Logger,
  ) {}

  async start(): Promise<void> {
    this.position = await positionBefore(this.database, this.options.since)
    this.running = this.run()
  }

  readonly wake = (): void => this.alarm.wake()

  async stop(): Promise<void> {
    this.alarm.stop()
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.alarm.stopped) {
      this.alarm.heard()
      try {
        const rows = await this.next()
        for (const row of rows) this.show(row)
        if (rows.length === BATCH) continue
      } catch (error) {
        this.log.warn({ err: error }, 'reading events failed, it is tried again')
      }
      await this.alarm.rest(LOOK_MS)
    }
  }

  private next(): Promise<LogRow[]> {
    return this.database.sql<LogRow[]>`
      select l.xid::text, l.seq::text, l.stream, l.type, l.envelope from event_log l
      where (l.xid, l.seq) > (${this.position.xid}::xid8, ${this.position.seq}::bigint)
        and l.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by l.xid, l.seq
      limit ${BATCH}`
  }

  private show({ xid, seq, stream, type, envelope }: LogRow): void {
    this.position = { xid, seq }
    const { types } = this.options
    if (types.length === 0 || types.includes(type)) this.seen({ stream, envelope })
  }
}
