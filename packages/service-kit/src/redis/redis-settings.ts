import { z } from 'zod'
import { Settings } from '../config/settings.js'

/** Where what replicas share is kept: cached answers, and counters of limits. For modules that require `cache`. */
export class RedisSettings extends Settings({
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'must be like redis://user:password@host:6379, rediss:// for TLS' })
    .optional()
    .describe(
      'Redis or Valkey (6 or newer) that keeps what replicas share: redis://user:password@host:6379, rediss://… for TLS. Without it each process keeps its own answers, hears of purges by the broadcast, and counts limits by itself.',
    ),
}) {}
