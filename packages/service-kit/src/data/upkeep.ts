import { Inject, Injectable } from '@nestjs/common'
import type { Logger } from 'pino'
import { LOGGER } from '../service/tokens.js'
import { Database } from './database.js'

const HOUR_MS = 3_600_000

/** Removes what has served its time from the kit's own tables, at start and every hour. */
@Injectable()
export class Upkeep {
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    const run = (): void => {
      this.running = this.forgetIdempotencyKeys()
    }
    run()
    this.timer = setInterval(run, HOUR_MS)
    this.timer.unref()
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }

  /** A key counts for 24 hours; see `addIdempotency`. */
  private async forgetIdempotencyKeys(): Promise<void> {
    try {
      await this.database.sql`delete from idempotency where started_at < now() - interval '24 hours'`
    } catch (error) {
      this.log.warn({ err: error }, 'old idempotency keys could not be removed; it is tried again in an hour')
    }
  }
}
