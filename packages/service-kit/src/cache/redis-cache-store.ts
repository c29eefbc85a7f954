import type { RedisLink } from '../redis/redis-link.js'
import { type CacheStore, LEASE_MS } from './cache-store.js'

/** Purges that are remembered while Redis is away. What is beyond that ends with its time to live. */
const MOST_OWED = 10_000

/** A value begins with V, a lease with L. Reading and leasing are one step, as are comparing and storing. */
const READ = `
  local found = {}
  for i, key in ipairs(KEYS) do
    local slot = redis.call('GET', key)
    if not slot then redis.call('SET', key, 'L' .. ARGV[1], 'PX', ARGV[2]) end
    found[i] = slot
  end
  return found`
const FILL = `
  for i, key in ipairs(KEYS) do
    if redis.call('GET', key) == 'L' .. ARGV[1] then redis.call('SET', key, 'V' .. ARGV[i + 2], 'PX', ARGV[2]) end
  end`

const RELEASE = `
  for _, key in ipairs(KEYS) do
    if redis.call('GET', key) == 'L' .. ARGV[1] then redis.call('DEL', key) end
  end`

/** Keeps values in Redis, where all replicas of the module see them. How much memory it may take is set in Redis. */
export class RedisCacheStore implements CacheStore {
  private readonly owed = new Set<string>()

  /** @param prefix of all keys; tells modules and their versions apart */
  constructor(
    private readonly redis: RedisLink,
    private readonly prefix: string,
  ) {}

  open(): void {
    this.redis.open()
  }

  async read(keys: readonly string[], lease: string): Promise<(string | undefined)[]> {
    if (!(await this.settle())) return []
    const slots = await this.run(READ, keys, [lease, `${LEASE_MS}`])
    return ((slots ?? []) as (string | null)[]).map((slot) => (slot?.startsWith('V') ? slot.slice(1) : undefined))
  }

  async fill(entries: readonly (readonly [string, string])[], lease: string, ttlMs: number): Promise<void> {
    if (entries.length === 0) return
    const keys = entries.map(([key]) => key)
    const texts = entries.map(([, text]) => text)
    await this.run(FILL, keys, [lease, `${ttlMs}`, ...texts])
  }

  async release(keys: readonly string[], lease: string): Promise<void> {
    await this.run(RELEASE, keys, [lease])
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.owed.add(key)
    for (const key of this.owed) {
      if (this.owed.size <= MOST_OWED) break
      this.owed.delete(key)
    }
    await this.settle()
  }

  /** The link is the process's, and closed with it. */
  async close(): Promise<void> {}

  /** Does the purges that are owed. @returns false when that could not be done, and nothing may be read */
  private async settle(): Promise<boolean> {
    if (this.owed.size === 0) return true
    const keys = [...this.owed]
    const done = await this.redis.attempt((client) => client.del(keys.map((key) => this.prefix + key)))
    if (done === undefined) return false
    for (const key of keys) this.owed.delete(key)
    return true
  }

  private run(script: string, keys: readonly string[], args: string[]): Promise<unknown> {
    const prefixed = keys.map((key) => this.prefix + key)
    return this.redis.attempt((client) => client.eval(script, { keys: prefixed, arguments: args }))
  }
}
