import { Injectable } from '@nestjs/common'
import { type RateLimit, RateLimits, Refusal } from '@quark/service-kit'
import { AuthConfig } from '../config.js'

const NAME = 'login-failures'

/** Slows down guessing: so many wrong passwords for one login from one address, then a pause. */
@Injectable()
export class LoginAttempts {
  private readonly limit: RateLimit

  constructor(
    private readonly limits: RateLimits,
    config: AuthConfig,
  ) {
    this.limit = { requests: config.LOGIN_FAILURES, seconds: config.LOGIN_FAILURES_SECONDS }
  }

  /**
   * Runs a check of a password. It counts before it runs, so that guesses made all at once count too; when it succeeds,
   * everything that was counted is forgotten.
   * @throws Refusal 429 without running it; what the check throws
   */
  async guard<Result>(login: string, ip: string, check: () => Promise<Result>): Promise<Result> {
    const key = `${login.toLowerCase()} ${ip}`
    const state = await this.limits.take(NAME, key, this.limit)
    if (!state.allowed) throw Refusal.tooMany(state.resetSeconds)
    const result = await check()
    await this.limits.forget(NAME, key, this.limit)
    return result
  }
}
