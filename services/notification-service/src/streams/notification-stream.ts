import { eventText, HEARTBEAT } from '@quark/service-kit'
import type { NotificationView } from '../notifications/notifications.schema.js'

/** How much is read at once. The next piece is read when the client has taken this one. */
const PIECE = 50

/** What a stream looks at. */
export interface Mailbox {
  lastSeq(): Promise<number>
  countUnread(): Promise<number>
  following(after: number, limit: number): Promise<NotificationView[]>
}

/**
 * What one client is told, from where it was. A wake-up carries nothing: the stream then reads what is behind its own
 * place, so nothing is lost or told twice, whatever happened to wake-ups. It holds one piece at most, however slow the client is.
 */
export class NotificationStream {
  private woken = false
  private over = false
  private stir: () => void = () => {}
  private toldUnread: number | undefined

  /** @param after where the client was; undefined for one that wants what comes from now on */
  constructor(
    private readonly mailbox: Mailbox,
    private after: number | undefined,
    private readonly heartbeatMs: number,
  ) {}

  wake(): void {
    this.woken = true
    this.stir()
  }

  end(): void {
    this.over = true
    this.stir()
  }

  async *text(): AsyncGenerator<string> {
    while (!this.over) {
      this.woken = false
      yield* this.news()
      if (!(await this.isStirred())) yield HEARTBEAT
    }
  }

  private async *news(): AsyncGenerator<string> {
    const last = await this.mailbox.lastSeq()
    // A place that was never given out is one from before a backup was restored.
    let place = Math.min(this.after ?? last, last)
    while (place < last && !this.over) {
      const piece = await this.mailbox.following(place, PIECE)
      for (const notification of piece) {
        place = notification.seq
        yield eventText({ id: place, event: 'notification', data: notification })
      }
      if (piece.length < PIECE) break
    }
    // What is missing up to `last` was removed.
    this.after = Math.max(place, last)
    yield* this.unread()
  }

  private async *unread(): AsyncGenerator<string> {
    const unread = await this.mailbox.countUnread()
    if (unread === this.toldUnread) return
    this.toldUnread = unread
    yield eventText({ id: this.after ?? 0, event: 'unread', data: { unread } })
  }

  /** Waits for a wake-up or the end. @returns false after a quiet while */
  private isStirred(): Promise<boolean> {
    if (this.woken || this.over) return Promise.resolve(true)
    return new Promise((resolve) => {
      const quiet = setTimeout(() => resolve(false), this.heartbeatMs)
      this.stir = () => {
        clearTimeout(quiet)
        resolve(true)
      }
    })
  }
}
