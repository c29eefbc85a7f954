import { Refusal } from '@quark/service-kit'

/** Lets so many pieces of work run at once; the others wait in line, up to a limit. */
export class Turns {
  private readonly waiting: (() => void)[] = []
  private running = 0

  /**
   * @param atOnce how many run at the same time
   * @param inLine how many may wait
   */
  constructor(
    private readonly atOnce: number,
    private readonly inLine: number,
  ) {}

  /** @throws Refusal 503 `busy` when the line is full */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= this.atOnce) await this.wait()
    else this.running++
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }

  /** Resolves when a place was handed over; `running` already counts it. */
  private wait(): Promise<void> {
    if (this.waiting.length >= this.inLine) {
      throw new Refusal(503, 'busy', { retryAfter: 5, detail: 'Too many people sign in at this moment. Try again.' })
    }
    return new Promise((resolve) => this.waiting.push(resolve))
  }
}
