import { LRUCache } from 'lru-cache'
import { type CacheStore, LEASE_MS } from './cache-store.js'

/** Characters that are kept at most, keys included; what was not read for longest goes first. */
const MOST_CHARACTERS = 32 * 1024 * 1024

interface Slot {
  readonly lease: string
  readonly text?: string
}

/** Keeps values in this process: for a module that runs once. */
export class MemoryCacheStore implements CacheStore {
  private readonly slots: LRUCache<string, Slot>

  constructor(mostCharacters = MOST_CHARACTERS) {
    this.slots = new LRUCache({
      maxSize: mostCharacters,
      sizeCalculation: ({ lease, text = '' }, key) => key.length + lease.length + text.length,
    })
  }

  open(): void {}

  async read(keys: readonly string[], lease: string): Promise<(string | undefined)[]> {
    return keys.map((key) => {
      const slot = this.slots.get(key)
      if (!slot) this.slots.set(key, { lease }, { ttl: LEASE_MS })
      return slot?.text
    })
  }

  async fill(entries: readonly (readonly [string, string])[], lease: string, ttlMs: number): Promise<void> {
    for (const [key, text] of entries) {
      const slot = this.slots.peek(key)
      if (slot?.lease === lease) this.slots.set(key, { lease, text }, { ttl: ttlMs })
    }
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.slots.delete(key)
  }

  async close(): Promise<void> {
    this.slots.clear()
  }
}
