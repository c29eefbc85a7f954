import { Injectable } from '@nestjs/common'
import { LRUCache } from 'lru-cache'
import { WebConfig } from '../config.js'
import type { PageAnswer } from './page-answer.js'

/** When a page began to be made. */
export interface Beginning {
  readonly purges: number
  readonly at: number
}

interface Stored {
  readonly answer: PageAnswer
  readonly reads: ReadonlySet<string>
  readonly storedAt: number
}

interface Purge {
  readonly number: number
  readonly reads: readonly string[]
  /** Until then what is read may still be from before. */
  readonly settledAt: number
}

/** Purges that are remembered for pages which are being made; a page that takes longer is not stored. */
const PURGES_KEPT = 1000
const MEGABYTE = 1024 * 1024

/** Pages of this process, by what they are made of. Bounded in bytes and in time. */
@Injectable()
export class PageStore {
  private readonly pages: LRUCache<string, Stored> | undefined
  private readonly keysByRead = new Map<string, Set<string>>()
  private purges: Purge[] = []
  private purgeCount = 0
  /** The purges up to this one are no longer known one by one. */
  private forgotten = 0

  constructor({ PAGE_CACHE_MB, PAGE_CACHE_SECONDS }: WebConfig) {
    if (PAGE_CACHE_MB === 0) return
    this.pages = new LRUCache({
      maxSize: PAGE_CACHE_MB * MEGABYTE,
      ttl: PAGE_CACHE_SECONDS * 1000,
      sizeCalculation: ({ answer }) => answer.size,
      dispose: ({ reads }, key) => this.unindex(key, reads),
    })
  }

  /** The page, and for how many milliseconds it has been here. */
  find(key: string): { answer: PageAnswer; ageMs: number } | undefined {
    const stored = this.pages?.get(key)
    return stored && { answer: stored.answer, ageMs: Date.now() - stored.storedAt }
  }

  /** To be called before the page reads anything. */
  begin(): Beginning {
    return { purges: this.purgeCount, at: Date.now() }
  }

  /** Keeps a page, unless something that it is made of changed since its beginning. */
  store(key: string, answer: PageAnswer, reads: ReadonlySet<string>, begun: Beginning): boolean {
    if (!this.pages || this.isOutdated(reads, begun)) return false
    this.pages.set(key, { answer, reads, storedAt: Date.now() })
    if (!this.pages.has(key)) return false
    for (const read of reads) {
      const keys = this.keysByRead.get(read) ?? new Set()
      this.keysByRead.set(read, keys.add(key))
    }
    return true
  }

  /**
   * Forgets every page that is made of one of these.
   * @param settlesInMs for so long, pages made of them are not kept: others hear of the change by the same event as we
   */
  purge(reads: readonly string[], settlesInMs = 0): void {
    this.purges.push({ number: ++this.purgeCount, reads, settledAt: Date.now() + settlesInMs })
    if (this.purges.length > 2 * PURGES_KEPT) {
      this.purges = this.purges.slice(-PURGES_KEPT)
      this.forgotten = this.purgeCount - PURGES_KEPT
    }
    for (const read of reads) for (const key of [...(this.keysByRead.get(read) ?? [])]) this.pages?.delete(key)
  }

  /** Forgets everything: something may have changed unheard. */
  clear(): void {
    this.forgotten = ++this.purgeCount
    this.pages?.clear()
  }

  private isOutdated(reads: ReadonlySet<string>, { purges, at }: Beginning): boolean {
    if (purges < this.forgotten) return true
    return this.purges.some(
      (purge) => (purge.number > purges || purge.settledAt > at) && purge.reads.some((read) => reads.has(read)),
    )
  }

  private unindex(key: string, reads: ReadonlySet<string>): void {
    for (const read of reads) {
      const keys = this.keysByRead.get(read)
      keys?.delete(key)
      if (keys?.size === 0) this.keysByRead.delete(read)
    }
  }
}
