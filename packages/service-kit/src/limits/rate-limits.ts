import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** So many in so many seconds. */
export interface RateLimit {
  readonly requests: number
  readonly seconds: number
}

/** What is left of a limit after this request. */
export interface RateLimitState {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Whole seconds until the window ends. */
  readonly resetSeconds: number
}

/** Counts requests by key in fixed windows, in this process. */
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterMemory>()

  /**
   * Takes one from what `key` may do.
   * @param name of the limit; each has counters of its own.
   * @param key who is counted: an address, a person's id.
   */
  async take(name: string, key: string, limit: RateLimit): Promise<RateLimitState> {
    const limiter = this.limiterOf(name, limit)
    try {
      return stateOf(await limiter.consume(key), limit, true)
    } catch (error) {
      if (error instanceof RateLimiterRes) return stateOf(error, limit, false)
      throw error
    }
  }

  /** Gives `key` everything back: what it did turned out to be fine. */
  async forget(name: string, key: string, limit: RateLimit): Promise<void> {
    await this.limiterOf(name, limit).delete(key)
  }

  private limiterOf(name: string, { requests, seconds }: RateLimit): RateLimiterMemory {
    const id = `${name}:${requests}/${seconds}`
    const known = this.limiters.get(id)
    if (known) return known
    const limiter = new RateLimiterMemory({ keyPrefix: id, points: requests, duration: seconds })
    this.limiters.set(id, limiter)
    return limiter
  }
}

function stateOf(result: RateLimiterRes, limit: RateLimit, allowed: boolean): RateLimitState {
  return {
    allowed,
    limit: limit.requests,
    remaining: Math.max(0, result.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(result.msBeforeNext / 1000)),
  }
}
