import { randomUUID } from 'node:crypto'
import type { CacheStore } from './cache-store.js'

/** How long a value is kept at most: also how long it may be stale when a purge is lost with the process that owed it. */
const TTL_MS = 60_000

type Loaded<Value> = ReadonlyMap<string, Value>

/**
 * Answers that are kept for a while: in this process, or in Redis for all replicas when `REDIS_URL` is set. Values are
 * JSON and belong to who reads them. A cache that does not answer is no error: everything is loaded then.
 * For modules whose manifest requires `cache`.
 */
export class Cache {
  /** Loads under way, by key: who asks meanwhile waits for the same one. */
  private readonly loads = new Map<string, Promise<Loaded<unknown>>>()

  constructor(private readonly store: CacheStore) {}

  /** Begins to connect; nothing waits for it. */
  open(): void {
    this.store.open()
  }

  /**
   * The value of a key, loaded when it is missing.
   * @param ttlMs how long it is kept, a minute at most
   * @throws what `load` throws
   */
  async one<Value>(key: string, load: () => Promise<Value>, ttlMs = TTL_MS): Promise<Value> {
    const values = await this.many([key], async () => new Map([[key, await load()]]), ttlMs)
    return values.get(key) as Value
  }

  /**
   * The values of many keys; those that are missing are loaded together. A key that `load` leaves out is left out of the
   * answer and not kept.
   */
  async many<Value>(
    keys: readonly string[],
    load: (missing: string[]) => Promise<Loaded<Value>>,
    ttlMs = TTL_MS,
  ): Promise<Map<string, Value>> {
    const wanted = [...new Set(keys)]
    const waiting = new Set<Promise<Loaded<unknown>>>()
    const mine = wanted.filter((key) => {
      const load = this.loads.get(key)
      if (load) waiting.add(load)
      return !load
    })
    if (mine.length > 0) waiting.add(this.begin(mine, load, ttlMs))
    const found = (await Promise.all(waiting)) as Loaded<Value>[]
    return new Map(
      wanted.flatMap(
        (key) => found.flatMap((values) => (values.has(key) ? [[key, values.get(key)]] : [])) as [string, Value][],
      ),
    )
  }

  /** Forgets these keys. A load that is under way is not stored, and nobody who asks from now on waits for it. */
  async purge(...keys: string[]): Promise<void> {
    for (const key of keys) this.loads.delete(key)
    await this.store.delete(keys)
  }

  async close(): Promise<void> {
    await this.store.close()
  }

  private begin<Value>(
    keys: string[],
    load: (missing: string[]) => Promise<Loaded<Value>>,
    ttlMs: number,
  ): Promise<Loaded<Value>> {
    const begun = this.fetch(keys, load, Math.min(ttlMs, TTL_MS)).finally(() => {
      for (const key of keys) if (this.loads.get(key) === begun) this.loads.delete(key)
    })
    for (const key of keys) this.loads.set(key, begun)
    return begun
  }

  private async fetch<Value>(
    keys: string[],
    load: (missing: string[]) => Promise<Loaded<Value>>,
    ttlMs: number,
  ): Promise<Loaded<Value>> {
    const lease = randomUUID()
    const texts = await this.store.read(keys, lease)
    const values = new Map<string, Value>()
    keys.forEach((key, index) => {
      const text = texts[index]
      if (text !== undefined) values.set(key, JSON.parse(text) as Value)
    })
    const missing = keys.filter((key) => !values.has(key))
    if (missing.length === 0) return values
    const loaded = await this.orRelease(missing, lease, load)
    const entries = missing.flatMap((key) => (loaded.has(key) ? [[key, JSON.stringify(loaded.get(key))] as const] : []))
    await this.store.fill(entries, lease, ttlMs)
    return new Map([...values, ...loaded])
  }
  /** A load that failed holds up nobody else's. */
  private async orRelease<Result>(
    keys: string[],
    lease: string,
    load: (missing: string[]) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await load(keys)
    } catch (error) {
      await this.store.release(keys, lease)
      throw error
    }
  }
}
