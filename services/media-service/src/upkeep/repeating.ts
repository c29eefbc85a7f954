/** A job that runs again and again in the background, never twice at once. */
export class Repeating {
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private stopped = true

  /**
   * @param job what to do
   * @param seconds from the end of one run to the start of the next
   * @param onError told of what the job throws; the next run takes place all the same
   */
  constructor(
    private readonly job: () => Promise<void>,
    private readonly seconds: number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Runs the job now, without waiting for it, and then at each interval. */
  start(): void {
    this.stopped = false
    this.run()
  }

  /** Waits for the run that is under way; there is no other after it. */
  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.running
  }

  private run(): void {
    this.running = this.job()
      .catch(this.onError)
      .finally(() => {
        if (!this.stopped) this.schedule()
      })
  }

  private schedule(): void {
    this.timer = setTimeout(() => this.run(), this.seconds * 1000)
    this.timer.unref()
  }
}
