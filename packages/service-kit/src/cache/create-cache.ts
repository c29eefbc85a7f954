import type { Logger } from 'pino'
import type { Broadcast } from '../broadcast/broadcast.js'
import { Cache } from './cache.js'
import { MemoryCacheStore } from './memory-cache-store.js'
import { RedisCacheStore } from './redis/redis-cache-store.js'
import { RedisSettings } from './redis/redis-settings.js'

export interface CacheOptions {
  readonly env: NodeJS.ProcessEnv
  /** Whose cache it is. What another version stored may have another shape. */
  readonly module: { readonly name: string; readonly version: string }
  readonly broadcast: Broadcast
  readonly log: Logger
}

/** The cache of one module: in Redis when `REDIS_URL` is set, else in this process. @throws SettingsError */
export function createCache({ env, module, broadcast, log }: CacheOptions): Cache {
  const { REDIS_URL } = new RedisSettings(env)
  if (!REDIS_URL) return new Cache(new MemoryCacheStore(broadcast, module.name))
  return new Cache(new RedisCacheStore(REDIS_URL, `quark:${module.name}:${module.version}:`, log))
}
