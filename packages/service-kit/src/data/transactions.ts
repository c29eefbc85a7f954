import { Injectable } from '@nestjs/common'
import { noteEffect } from '../http/idempotency.js'
import { Database } from './database.js'
import type { Tx } from './tx.js'

/** serialization_failure and deadlock_detected: PostgreSQL asks to run the same thing again. */
const TRY_AGAIN = new Set(['40001', '40P01'])
const TRIES = 3

/** Opens transactions: `run` commits when the work resolves and rolls back when it throws. */
@Injectable()
export class Transactions {
  private readonly afterCommit = new WeakMap<object, Set<() => void>>()

  constructor(private readonly database: Database) {}

  /**
   * Runs the work in one READ COMMITTED transaction, again (3 times at most) when PostgreSQL asks for it because of a
   * deadlock; the work must therefore have no other effect than what it writes through `tx`.
   * @param options `isEffect: false` for a note that something will be tried: a request with an `Idempotency-Key` that
   *   fails after it may be sent again
   */
  async run<Result>(work: (tx: Tx) => Promise<Result>, options = { isEffect: true }): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work, options.isEffect)
      } catch (error) {
        if (attempt >= TRIES || !TRY_AGAIN.has((error as { code?: string }).code ?? '')) throw error
      }
    }
  }

  /** Calls `effect` once this transaction has committed; not when it rolls back. The same effect is called once. */
  onCommit(tx: Tx, effect: () => void): void {
    this.afterCommit.get(tx)?.add(effect)
  }

  private async once<Result>(work: (tx: Tx) => Promise<Result>, isEffect: boolean): Promise<Result> {
    const effects = new Set<() => void>()
    const result = await this.database.holding(() =>
      this.database.writer.transaction().execute(async (transaction) => {
        this.afterCommit.set(transaction, effects)
        const done = await work(transaction as Tx)
        if (isEffect) await noteEffect(transaction as Tx)
        return done
      }),
    )
    for (const effect of effects) effect()
    return result
  }
}
