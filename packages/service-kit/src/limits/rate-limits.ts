import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import type { RedisLink } from '../redis/redis-link.js'

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

/**
 * Counts requests by key in fixed windows: in Redis for all replicas when there is one, else in this process. While Redis
 * does not answer this process counts by itself, from nothing.
 */
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterAbstract>()

  constructor(private readonly redis?: RedisLink) {}

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

  private limiterOf(name: string, { requests, seconds }: RateLimit): RateLimiterAbstract {
    const id = `${name}:${requests}/${seconds}`
    const known = this.limiters.get(id)
    if (known) return known
    const options = { keyPrefix: `quark:limit:${id}`, points: requests, duration: seconds }
    const alone = new RateLimiterMemory(options)
    const limiter = this.redis
      ? new RateLimiterRedis({
          ...options,
          storeClient: storeOf(this.redis),
          useRedisPackage: true,
          insuranceLimiter: alone,
        })
      : alone
    this.limiters.set(id, limiter)
    return limiter
  }
}

/** The two commands that the limiter needs; one that is not answered in time throws, and the insurance counts. */
function storeOf(redis: RedisLink) {
  const orThrow = async <Result>(answer: Promise<Result | undefined>): Promise<Result> => {
    const result = await answer
    if (result === undefined) throw new Error('Redis does not answer')
    return result
  }
  return {
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      orThrow(redis.attempt((client) => client.eval(script, options))),
    del: (key: string) => orThrow(redis.attempt((client) => client.del(key))),
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
