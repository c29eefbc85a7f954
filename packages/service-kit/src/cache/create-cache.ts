import type { Logger } from 'pino'
import { Cache } from './cache.js'
import { MemoryCacheStore } from './memory-cache-store.js'
import { RedisCacheStore } from './redis/redis-cache-store.js'
import { RedisSettings } from './redis/redis-settings.js'

/** The cache of one module: in Redis when `REDIS_URL` is set, else in this process. @throws SettingsError */
export function createCache(env: NodeJS.ProcessEnv, module: { name: string; version: string }, log: Logger): Cache {
  const { REDIS_URL } = new RedisSettings(env)
  if (!REDIS_URL) return new Cache(new MemoryCacheStore())
  // What another version of the module stored may have another shape.
  return new Cache(new RedisCacheStore(REDIS_URL, `quark:${module.name}:${module.version}:`, log))
}
