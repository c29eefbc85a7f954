const MINUTE_MS = 60_000
/** Frames that are none of the documented ones, within a minute. */
const BAD_FRAMES = 10
/** A client that has much to say at once, as after it was offline. */
const BURST_SECONDS = 5

/** How much a client may still send. */
export class FrameBudget {
  private left: number
  private at = Date.now()
  private bad = 0
  private badSince = 0

  constructor(private readonly perSecond: number) {
    this.left = perSecond * BURST_SECONDS
  }

  /** @returns false for a frame too many */
  take(): boolean {
    const now = Date.now()
    const earned = ((now - this.at) / 1000) * this.perSecond
    this.at = now
    this.left = Math.min(this.perSecond * BURST_SECONDS, this.left + earned) - 1
    return this.left >= 0
  }

  /** @returns false for a bad frame too many */
  takeBad(): boolean {
    const now = Date.now()
    if (now - this.badSince > MINUTE_MS) {
      this.bad = 0
      this.badSince = now
    }
    return ++this.bad < BAD_FRAMES
  }
}
