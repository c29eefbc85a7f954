import { defineTopic } from '@quark/contracts'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import type { Broadcast } from '../broadcast/broadcast.js'
import { type CacheStore, LEASE_MS } from './cache-store.js'

/** Keys that every process is to forget; about a module. */
const CachePurged = defineTopic('cache.purged', { keys: z.array(z.string()) })

/** Characters that are kept at most, keys included; what was not read for longest goes first. */
const MOST_CHARACTERS = 32 * 1024 * 1024

interface Slot {
  readonly lease: string
  readonly text?: string
}

/**
 * Keeps values in this process. Other processes of the module hear of purges by the broadcast; when some may have been
 * missed, everything is forgotten.
 */
export class MemoryCacheStore implements CacheStore {
  private readonly slots: LRUCache<string, Slot>
  private ends: (() => void)[] = []

  /** @param module whose values they are */
  constructor(
    private readonly broadcast: Broadcast,
    private readonly module: string,
    mostCharacters = MOST_CHARACTERS,
  ) {
    this.slots = new LRUCache({
      maxSize: mostCharacters,
      sizeCalculation: ({ lease, text = '' }, key) => key.length + lease.length + text.length,
    })
  }

  open(): void {
    this.ends = [
      this.broadcast.subscribe(CachePurged, this.module, ({ keys }) => this.forget(keys)),
      this.broadcast.onGap(() => this.slots.clear()),
    ]
  }

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

  async release(keys: readonly string[], lease: string): Promise<void> {
    this.forget(keys.filter((key) => this.slots.peek(key)?.lease === lease))
  }

  async delete(keys: readonly string[]): Promise<void> {
    this.forget(keys)
    this.broadcast.publish(CachePurged, this.module, { keys: [...keys] })
  }

  async close(): Promise<void> {
    for (const end of this.ends) end()
    this.slots.clear()
  }

  private forget(keys: readonly string[]): void {
    for (const key of keys) this.slots.delete(key)
  }
}
