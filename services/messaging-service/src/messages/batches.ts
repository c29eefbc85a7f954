import { AsyncLocalStorage } from 'node:async_hooks'
import { Refusal } from '@quark/service-kit'

/** What became of one item of a batch. */
export type Outcome<Value> = { readonly value: Value } | { readonly refusal: Refusal }

interface Waiting<Item, Value> {
  readonly item: Item
  readonly resolve: (value: Value) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers items while a batch is under way, so that under load many share one transaction, and a lone one waits for nothing. In
 * order; one batch at a time. When a batch fails as a whole, each of its items is tried alone: the others do not suffer for one.
 */
export class Batches<Item, Value> {
  private waiting: Waiting<Item, Value>[] = []
  private running = false
  /** A batch belongs to none of the requests that are in it. */
  private readonly outside = AsyncLocalStorage.snapshot()

  /** @param work answers for each item, in order */
  constructor(
    private readonly work: (items: readonly Item[]) => Promise<readonly Outcome<Value>[]>,
    private readonly limits: { most: number; waiting: number },
  ) {}

  /** @throws Refusal the one of the item; 503 `busy` when too many wait */
  add(item: Item): Promise<Value> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length >= this.limits.waiting) return reject(busy())
      this.waiting.push({ item, resolve, reject })
      if (this.running) return
      this.running = true
      this.outside(() => setImmediate(() => void this.drain()))
    })
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) await this.carryOut(this.waiting.splice(0, this.limits.most))
    this.running = false
  }

  private async carryOut(batch: readonly Waiting<Item, Value>[]): Promise<void> {
    try {
      const outcomes = await this.work(batch.map(({ item }) => item))
      batch.forEach(({ resolve, reject }, nth) => {
        const outcome = outcomes[nth]
        if (outcome && 'value' in outcome) resolve(outcome.value)
        else reject(outcome?.refusal)
      })
    } catch (error) {
      const [first, ...others] = batch
      if (others.length === 0) return first?.reject(error)
      for (const one of batch) await this.carryOut([one])
    }
  }
}

const busy = (): Refusal =>
  new Refusal(503, 'busy', { detail: 'Too much is being sent at this moment. Try again.', retryAfter: 1 })
