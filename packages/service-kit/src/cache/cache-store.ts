/** How long a lease lasts: longer than any load may take, and short enough when its holder died. */
export const LEASE_MS = 3000

/**
 * The port behind `Cache`: texts by key. A key that is missing is leased to who asked first, and only the holder of the
 * lease can fill it; `delete` ends the lease as well. So what was loaded before a purge is not stored after it, whichever
 * replica loaded it. No method rejects: a store that does not answer has nothing and keeps nothing.
 */
export interface CacheStore {
  /** Begins to connect, where there is something to connect to. Does not wait for it. */
  open(): void
  /** What is under each key, in their order; one that is missing is leased, unless somebody holds a lease on it. */
  read(keys: readonly string[], lease: string): Promise<(string | undefined)[]>
  /** Stores what this lease still holds, for so many milliseconds. */
  fill(entries: readonly (readonly [key: string, text: string])[], lease: string, ttlMs: number): Promise<void>
  /** Gives a lease back whose load failed, so that somebody else may take it. */
  release(keys: readonly string[], lease: string): Promise<void>
  /** Removes values and leases, for all replicas. While the store does not answer it is remembered, and done before the next read. */
  delete(keys: readonly string[]): Promise<void>
  close(): Promise<void>
}
