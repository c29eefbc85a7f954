/** One key press may arrive up to three times: from the terminal, from npm and from the launcher. */
const SAME_PRESS_MS = 500

export interface ShutdownSteps {
  /** Ends in good order: finish what is under way, then stop everything. */
  drain: () => Promise<void>
  /** Ends at once. */
  force: () => Promise<void>
}

/**
 * Answers when the run is told to end (SIGINT, SIGTERM, SIGHUP, or `endWith`) and has ended, with the exit code. A
 * second signal cuts the draining short.
 */
export class Shutdown {
  /** The exit code, once everything has stopped. */
  readonly ended: Promise<number>
  private settle!: (code: number) => void
  private toldAt: number | undefined
  private forced = false

  constructor(private readonly steps: ShutdownSteps) {
    this.ended = new Promise((resolve) => {
      this.settle = resolve
    })
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, this.onSignal)
  }

  private readonly onSignal = (): void => {
    if (this.toldAt === undefined) void this.endWith(0)
    else if (performance.now() - this.toldAt > SAME_PRESS_MS && !this.forced) void this.forceEnd()
  }

  /** Drains and then ends with this code; does nothing when it is ending already. */
  async endWith(code: number): Promise<void> {
    if (this.toldAt !== undefined) return
    this.toldAt = performance.now()
    try {
      await this.steps.drain()
      if (!this.forced) this.settle(code)
    } catch (error) {
      console.error(error)
      if (!this.forced) this.settle(1)
    }
  }

  private async forceEnd(): Promise<void> {
    this.forced = true
    await this.steps.force().catch(console.error)
    this.settle(130)
  }
}
