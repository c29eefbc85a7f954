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

/** How an event came to the consumer. */
export interface Delivery {
  /** 1 at first; counts failures, hangs, and processes that ended in the middle. */
  readonly tries: number
  /** The consumer had this event before and an operator asked for it again (`replay`). */
  readonly replayed: boolean
  /** It was a dead letter and an operator asked for it again (`redrive`). It may have been laid aside by a replay. */
  readonly redriven: boolean
}

export interface SubscriptionOptions {
  /** The durable name: one per module. What it has read is remembered under it. */
  readonly consumer: string
  /** What it wants; other events are passed over. */
  readonly events: readonly { readonly type: string; readonly stream: EventStream }[]
  /**
   * Handles one event; its effect must be the same when it comes twice. A rejection, or no end within
   * the limit of the `RetryPolicy`, means: again, with growing pauses, and after `MAX_TRIES` into the dead letters.
   */
  readonly handle: (envelope: EventEnvelope, delivery: Delivery) => Promise<void>
}

/**
 * The port that events travel through between modules. Events of one stream reach a consumer in the order in which
 * they were stored, one at a time, however many replicas read for it; an event that fails holds up those behind it
 * until it is handled or laid aside. At least once: what must happen once is up to the consumer's inbox.
 */
export interface EventBus {
  /**
   * Stores the events, in their order; resolves when they are safe. One whose id was published before is not stored
   * again. After a rejection any first part of them may be stored, never a later one without those before it.
   */
  publish(events: readonly StoredEvent[]): Promise<void>
  /** Reads from the start of time, or from where this consumer left off. */
  subscribe(options: SubscriptionOptions): Promise<Subscription>
  close(): Promise<void>
}

/** How far a consumer is behind in one stream. */
export interface ConsumerLag {
  readonly consumer: string
  readonly stream: EventStream
  /** Events of the types it wants that it is not done with. */
  readonly waiting: number
  /** When the oldest of them was stored: ISO 8601; null when none waits. */
  readonly waitingSince: string | null
  readonly deadLetters: number
}

/** An event that a consumer could not handle and went past. */
export interface DeadLetter extends StoredEvent {
  readonly consumer: string
  /** Message of the last failure. */
  readonly error: string
  readonly tries: number
  /** When it was laid aside: ISO 8601. */
  readonly diedAt: string
}

export interface TailOptions {
  /** Only these types; all when empty. */
  readonly types: readonly string[]
  /** Also what was stored since then, before what comes. */
  readonly since?: Date
}

/** What an operator does with the bus: `quark events`. */
export interface EventOperations {
  /** Shows events as they are stored, without leaving a trace. */
  tail(options: TailOptions, seen: (event: StoredEvent) => void): Promise<Subscription>
  /** One entry for each consumer and stream, by name. */
  lag(): Promise<ConsumerLag[]>
  /** Of one consumer or of all, oldest first. */
  deadLetters(consumer?: string): Promise<DeadLetter[]>
  /** Hands a dead letter to its consumer once more: handled, it is gone; failed again, it is back. False when there is none. */
  redrive(consumer: string, eventId: string): Promise<boolean>
  /** Forgets a dead letter for good. False when there is none. */
  drop(consumer: string, eventId: string): Promise<boolean>
  /**
   * Has a consumer read again what it has read, from the start or from what was stored at `since` or later. Those
   * deliveries are marked `replayed`, up to where the consumer was.
   * @throws UnknownConsumerError when nobody reads under that name
   */
  replay(consumer: string, since?: Date): Promise<void>
}

/** What a driver is: the port, and its operations. */
export interface EventLog extends EventBus, EventOperations {}

/** Nobody reads events under this name. */
export class UnknownConsumerError extends Error {
  constructor(
    readonly consumer: string,
    readonly known: readonly string[],
  ) {
    super(`No consumer is called "${consumer}". There are: ${known.join(', ') || 'none'}.`)
  }
}
