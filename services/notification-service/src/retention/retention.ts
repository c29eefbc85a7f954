import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger, Transactions } from '@quark/service-kit'
import { NotificationConfig } from '../config.js'
import { NotificationsRepository } from '../notifications/notifications.repository.js'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Removed in one transaction, so that nobody waits for it long. */
const BATCH = 5000

/** Removes notifications that are older than they are kept, at start and every hour. */
@Injectable()
export class Retention implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private stopped = false

  constructor(
    private readonly transactions: Transactions,
    private readonly notifications: NotificationsRepository,
    private readonly config: NotificationConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    const run = (): void => {
      this.running = this.removeOld().catch((error: unknown) => {
        this.log.warn({ err: error }, 'old notifications could not be removed; it is tried again in an hour')
      })
    }
    run()
    this.timer = setInterval(run, HOUR_MS)
    this.timer.unref()
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true
    clearInterval(this.timer)
    await this.running
  }

  private async removeOld(): Promise<void> {
    const before = new Date(Date.now() - this.config.NOTIFICATION_DAYS * DAY_MS)
    let removed: number
    do removed = await this.transactions.run((tx) => this.notifications.removeOlder(tx, before, BATCH))
    while (removed === BATCH && !this.stopped)
  }
}
