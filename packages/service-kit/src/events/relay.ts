import { Inject, Injectable } from '@nestjs/common'
import type { Logger } from 'pino'
import { Database } from '../data/database.js'
import { EVENT_BUS, LOGGER } from '../service/tokens.js'
import type { EventBus, StoredEvent } from './event-bus.js'

const BATCH = 200
/** How long a batch belongs to the relay that took it; then another may publish it again, which the id makes harmless. */
const CLAIM_SECONDS = 30
/** Finds what a crash of another replica left behind, once its claim is over; what is committed here wakes at once. */
const SWEEP_MS = CLAIM_SECONDS * 1000
/** After a failure to publish. */
const RETRY_MS = 1000

interface OutboxRow extends StoredEvent {
  seq: string
}

/** Publishes what the outbox holds. Runs in every replica: a row is taken by one of them (SKIP LOCKED). */
@Injectable()
export class Relay {
  private sweep: NodeJS.Timeout | undefined
  private retry: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private again = false
  private stopped = true

  constructor(
    private readonly database: Database,
    @Inject(EVENT_BUS) private readonly bus: EventBus,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Call it when there is something to publish. Never throws. */
  readonly wake = (): void => {
    if (this.stopped) return
    if (this.running) {
      this.again = true
      return
    }
    this.running = this.drain().finally(() => {
      this.running = undefined
      if (this.again) {
        this.again = false
        this.wake()
      }
    })
  }

  start(): void {
    this.stopped = false
    this.sweep = setInterval(this.wake, SWEEP_MS)
    this.sweep.unref()
    this.wake()
  }

  /** Publishes what is there once more, then ends. */
  async stop(): Promise<void> {
    clearInterval(this.sweep)
    clearTimeout(this.retry)
    await this.running
    if (!this.stopped) await this.drain()
    this.stopped = true
  }

  private async drain(): Promise<void> {
    try {
      while ((await this.publishBatch()) === BATCH);
    } catch (error) {
      this.log.warn({ err: error }, 'events wait in the outbox: publishing failed, it is tried again in a second')
      clearTimeout(this.retry)
      this.retry = setTimeout(this.wake, RETRY_MS)
      this.retry.unref()
    }
  }

  private async publishBatch(): Promise<number> {
    const { sql } = this.database
    const rows = await sql<OutboxRow[]>`
      update outbox set claimed_until = now() + ${CLAIM_SECONDS} * interval '1 second'
      where seq in (
        select seq from outbox
        where sent_at is null and (claimed_until is null or claimed_until < now())
        order by seq limit ${BATCH} for update skip locked
      )
      returning seq, stream, envelope`
    if (rows.length === 0) return 0
    const inOrder = [...rows].sort((a, b) => Number(a.seq) - Number(b.seq))
    const seqs = rows.map((row) => row.seq)
    try {
      await this.bus.publish(inOrder)
    } catch (error) {
      await sql`update outbox set claimed_until = null where seq = any(${seqs}::bigint[])`
      throw error
    }
    await sql`update outbox set sent_at = now() where seq = any(${seqs}::bigint[])`
    return rows.length
  }
}
