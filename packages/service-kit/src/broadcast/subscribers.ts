export type Handler = (message: never, key: string) => void | Promise<void>

/** Who in this process listens to one topic: for one key, or for all. */
export class Subscribers {
  private readonly byKey = new Map<string, Set<Handler>>()
  private readonly every = new Set<Handler>()

  /** @param key undefined for all keys */
  add(key: string | undefined, handler: Handler): () => void {
    if (key === undefined) {
      this.every.add(handler)
      return () => void this.every.delete(handler)
    }
    const handlers = this.byKey.get(key) ?? new Set()
    this.byKey.set(key, handlers.add(handler))
    return () => {
      handlers.delete(handler)
      if (handlers.size === 0 && this.byKey.get(key) === handlers) this.byKey.delete(key)
    }
  }

  /** A copy: a handler may end its own subscription, or begin another one. */
  of(key: string): Handler[] {
    return [...(this.byKey.get(key) ?? []), ...this.every]
  }
}
