import type { EventEnvelope } from '@quark/contracts'
import type { Delivery, SubscriptionOptions } from './event-bus.js'

/** Tries before an event becomes a dead letter. */
export const MAX_TRIES = 5

/** What a driver does with an event whose handler fails. */
export interface RetryPolicy {
  /** Milliseconds before the second and each further try; the last one counts for all that follow. */
  readonly pauses: readonly number[]
  /** Milliseconds that one try may take. */
  readonly limitMs: number
}

/** Five tries over some eight seconds: longer than a restart of a database, shorter than people wait for. */
export const RETRY_POLICY: RetryPolicy = { pauses: [100, 500, 2000, 5000], limitMs: 30_000 }

/** Milliseconds to wait after this many tries. */
export function pauseAfter(tries: number, { pauses }: RetryPolicy): number {
  return pauses[Math.min(tries, pauses.length) - 1] ?? 0
}

/**
 * One try of a handler.
 * @throws what the handler threw; or that it did not end in time. It may then still be at work: the next try of the
 * same event waits for its transaction at the inbox, so the effect stays single.
 */
export async function attempt(
  handle: SubscriptionOptions['handle'],
  envelope: EventEnvelope,
  delivery: Delivery,
  { limitMs }: RetryPolicy,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the handler did not end within ${limitMs} ms`)), limitMs)
    timer.unref()
  })
  try {
    await Promise.race([handle(envelope, delivery), late])
  } finally {
    clearTimeout(timer)
  }
}
