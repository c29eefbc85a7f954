import type { Broadcast } from '../broadcast/broadcast.js'
import type { RedisLink } from '../redis/redis-link.js'
import { Cache } from './cache.js'
import { MemoryCacheStore } from './memory-cache-store.js'
import { RedisCacheStore } from './redis-cache-store.js'

export interface CacheOptions {
  /** Whose cache it is. What another version stored may have another shape. */
  readonly module: { readonly name: string; readonly version: string }
  readonly broadcast: Broadcast
  readonly redis: RedisLink | undefined
}

/** The cache of one module: in Redis when there is one, else in this process. */
export function createCache({ module, broadcast, redis }: CacheOptions): Cache {
  if (!redis) return new Cache(new MemoryCacheStore(broadcast, module.name))
  return new Cache(new RedisCacheStore(redis, `quark:${module.name}:${module.version}:`))
}
