import type { EventEnvelope, EventStream } from '@quark/contracts'

/** An event with the stream it belongs to. */
export interface StoredEvent {
  readonly stream: EventStream
  readonly envelope: EventEnvelope
}

/** Something that reads events until it is stopped. */
export interface Subscription {
  /** Ends after the event that is being handled. */
  stop(): Promise<void>
}

export interface SubscriptionOptions {
  /** The durable name: one per module. What it has read is remembered under it. */
  readonly consumer: string
  /** The types it wants; others are passed over. */
  readonly types: readonly string[]
  /**
   * Handles one event; its effect must be the same when it comes twice. A rejection means: again, with growing pauses,
   * and after 5 tries into the dead letters.
   */
  readonly handle: (envelope: EventEnvelope) => Promise<void>
}

/** The port that events travel through between modules. */
export interface EventBus {
  /** Stores the events; resolves when they are safe. One whose id was published before is not stored again. */
  publish(events: readonly StoredEvent[]): Promise<void>
  /** Reads from the start of time, or from where this consumer left off. */
  subscribe(options: SubscriptionOptions): Promise<Subscription>
  close(): Promise<void>
}

/** Tries before an event becomes a dead letter. */
export const MAX_TRIES = 5
