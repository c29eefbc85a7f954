import { setTimeout as pause } from 'node:timers/promises'
import { Inject, Injectable } from '@nestjs/common'
import type { Logger } from 'pino'
import { Database } from '../data/database.js'
import { EVENT_BUS, LOGGER } from '../service/tokens.js'
import type { EventBus, StoredEvent } from './event-bus.js'

const BATCH = 200
/** How long a batch belongs to the relay that took it; then another may publish it again, which the id makes harmless. */
const CLAIM_SECONDS = 10
/** Finds what another replica left behind; what is committed here wakes at once. Often enough, and lets connections idle. */
const SWEEP_MS = 30_000
/** After a batch, when more has come meanwhile: what comes within this time is one batch, which costs as much as a single event. */
const GATHER_MS = 10
/** While another replica has a batch in hand. */
const TURN_MS = 100
/** After a failure to publish. */
const RETRY_MS = 1000

interface OutboxRow extends StoredEvent {
  seq: string
}

/**
 * Publishes what the outbox holds. Runs in every replica; one of them at a time has a batch in hand, so that the events
 * of a module are published in the order in which they were recorded.
 */
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
    this.running = this.drainAndGather().finally(() => {
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

  private async drainAndGather(): Promise<void> {
    await this.drain()
    if (this.again) await pause(GATHER_MS)
  }

  private async drain(): Promise<void> {
    try {
      let published = BATCH
      while (published === BATCH) published = await this.publishBatch()
      if (published === 0 && (await this.isWaiting())) this.wakeIn(TURN_MS)
    } catch (error) {
      this.log.warn({ err: error }, 'events wait in the outbox: publishing failed, it is tried again in a second')
      this.wakeIn(RETRY_MS)
    }
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.retry)
    this.retry = setTimeout(this.wake, ms)
    this.retry.unref()
  }

  private async isWaiting(): Promise<boolean> {
    const [row] = await this.database.sql`select exists (select from outbox where sent_at is null) as waiting`
    return row?.waiting === true
  }

  private async publishBatch(): Promise<number> {
    const { sql } = this.database
    const rows = await sql<OutboxRow[]>`
      select seq, stream, envelope from claim_outbox(${BATCH}, ${CLAIM_SECONDS}) order by seq`
    if (rows.length === 0) return 0
    const seqs = rows.map((row) => row.seq)
    try {
      await this.bus.publish(rows)
    } catch (error) {
      await sql`update outbox set claimed_until = null where seq = any(${seqs}::bigint[])`
      throw error
    }
    await sql`update outbox set sent_at = now() where seq = any(${seqs}::bigint[])`
    return rows.length
  }
}
