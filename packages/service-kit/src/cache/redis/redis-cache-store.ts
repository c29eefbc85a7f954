import { createClient } from '@redis/client'
import type { Logger } from 'pino'
import { type CacheStore, LEASE_MS } from '../cache-store.js'

/** A command that takes longer is given up: loading is faster than waiting. */
const COMMAND_MS = 150
/** After one was given up nothing is asked for so long, so that not every request waits. */
const REST_MS = 1000
const RECONNECT_MS = 500
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
  private readonly client: ReturnType<typeof createClient>
  private readonly owed = new Set<string>()
  private restUntil = 0
  private away = false

  /** @param prefix of all keys; tells modules and their versions apart */
  constructor(
    url: string,
    private readonly prefix: string,
    private readonly log: Logger,
  ) {
    this.client = createClient({
      url,
      // Commands fail at once while there is no connection.
      disableOfflineQueue: true,
      socket: { connectTimeout: 2000, reconnectStrategy: RECONNECT_MS },
      pingInterval: 5000,
    })
    this.client.on('error', (error: Error) => this.note(error))
    this.client.on('ready', () => {
      if (this.away) this.log.info('Redis answers again: the cache is back')
      this.away = false
      this.restUntil = 0
    })
  }

  open(): void {
    this.client.connect().catch((error: Error) => this.note(error))
  }

  async read(keys: readonly string[], lease: string): Promise<(string | undefined)[]> {
    if (!(await this.settle())) return []
    const slots = await this.attempt(() => this.run(READ, keys, [lease, `${LEASE_MS}`]))
    return ((slots ?? []) as (string | null)[]).map((slot) => (slot?.startsWith('V') ? slot.slice(1) : undefined))
  }

  async fill(entries: readonly (readonly [string, string])[], lease: string, ttlMs: number): Promise<void> {
    if (entries.length === 0) return
    const keys = entries.map(([key]) => key)
    const texts = entries.map(([, text]) => text)
    await this.attempt(() => this.run(FILL, keys, [lease, `${ttlMs}`, ...texts]))
  }

  async release(keys: readonly string[], lease: string): Promise<void> {
    await this.attempt(() => this.run(RELEASE, keys, [lease]))
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.owed.add(key)
    for (const key of this.owed) {
      if (this.owed.size <= MOST_OWED) break
      this.owed.delete(key)
    }
    await this.settle()
  }

  async close(): Promise<void> {
    this.client.destroy()
  }

  /** Does the purges that are owed. @returns false when that could not be done, and nothing may be read */
  private async settle(): Promise<boolean> {
    if (this.owed.size === 0) return true
    const keys = [...this.owed]
    const done = await this.attempt(() => this.client.del(keys.map((key) => this.prefix + key)))
    if (done === undefined) return false
    for (const key of keys) this.owed.delete(key)
    return true
  }

  private run(script: string, keys: readonly string[], args: string[]): Promise<unknown> {
    return this.client.eval(script, { keys: keys.map((key) => this.prefix + key), arguments: args })
  }

  /** @returns undefined when Redis does not answer in time */
  private async attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (!this.client.isReady || performance.now() < this.restUntil) return undefined
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(new Error(`no answer in ${COMMAND_MS} ms`)), COMMAND_MS)
    try {
      return await Promise.race([work(), late.promise])
    } catch (error) {
      this.restUntil = performance.now() + REST_MS
      this.note(error as Error)
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  /** Once for each time that it goes away. */
  private note(error: Error): void {
    if (this.away) return
    this.away = true
    this.log.warn({ err: error }, 'Redis does not answer: going on without the cache')
  }
}
