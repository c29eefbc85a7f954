import { Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'

const SECOND_MS = 1000
const ADDRESSES = 10_000

/**
 * When an address first had the content that it has: its `Last-Modified`. The time of the newest post would not do, since
 * a feed also changes when an older post is deleted.
 */
@Injectable()
export class FirstSeen {
  private readonly known = new LRUCache<string, { digest: string; at: number; isAlone: boolean }>({ max: ADDRESSES })

  /** Undefined for the second content within a second: the header counts in seconds and could not tell it from the first. */
  of(key: string, digest: string): Date | undefined {
    let seen = this.known.get(key)
    if (seen?.digest !== digest) {
      const at = Math.floor(Date.now() / SECOND_MS) * SECOND_MS
      seen = { digest, at, isAlone: seen?.at !== at }
      this.known.set(key, seen)
    }
    return seen.isAlone ? new Date(seen.at) : undefined
  }
}
