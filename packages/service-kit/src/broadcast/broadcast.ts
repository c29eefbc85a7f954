import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { MessageOf, TopicContract } from '@quark/contracts'
import type { Logger } from 'pino'
import type { BroadcastWire, WireEnd, WireItem } from './broadcast-wire.js'
import { Outgoing } from './outgoing.js'
import { type Handler, Subscribers } from './subscribers.js'

/** How long messages that were published before the end may take to leave. */
const LEAVE_MS = 1000

/** Hears a message. What it throws, or rejects with, is logged and touches nobody else. */
export type BroadcastHandler<Topic extends TopicContract> = (
  message: MessageOf<Topic>,
  key: string,
) => void | Promise<void>

/**
 * Messages that may be lost, to whoever listens in any process: wake-ups, presence, what a cache should forget. Given to every module by
 * injection. Subscribers in this process are called at once, in the call of `publish`; others hear over the driver:
 * LISTEN/NOTIFY on the database of the events, or NATS when `NATS_URL` is set. Messages of one process about one topic
 * come in their order. Publish after the commit (`Transactions.onCommit`), and let a subscriber read what it needs.
 */
export class Broadcast {
  private readonly origin = randomBytes(9).toString('base64url')
  private readonly topics = new Map<string, Subscribers>()
  private readonly gapListeners = new Set<() => void>()
  private wire: BroadcastWire | undefined
  private outgoing: Outgoing | undefined

  /** Reaches this process alone until it is connected. */
  constructor(private readonly log: Logger) {}

  /** Connects this process to the others. For the host. */
  async connect(open: (end: WireEnd) => Promise<BroadcastWire>): Promise<void> {
    const wire = await open({ heard: (text) => this.heard(text), gap: () => this.tellGap() })
    this.wire = wire
    this.outgoing = new Outgoing(wire, this.origin, this.log)
    for (const topic of this.topics.keys()) wire.listen(topic)
  }

  /**
   * Sends a message, without waiting and without a promise that it arrives.
   * @param key what it is about, as the id of a person; subscribers choose by it
   * @throws ZodError, TypeError when the message breaks its contract or is larger than 7 kB: a bug of the caller
   */
  publish<Topic extends TopicContract>(topic: Topic, key: string, message: MessageOf<Topic>): void {
    const item: WireItem = [topic.name, key, topic.schema.parse(message)]
    this.outgoing?.add(item)
    this.deliver(item)
  }

  /**
   * Hears messages of a topic.
   * @param key what they must be about; undefined hears all
   * @returns ends the subscription
   */
  subscribe<Topic extends TopicContract>(
    topic: Topic,
    key: string | undefined,
    handler: BroadcastHandler<Topic>,
  ): () => void {
    const known = this.topics.get(topic.name)
    const subscribers = known ?? new Subscribers()
    if (!known) {
      this.topics.set(topic.name, subscribers)
      this.wire?.listen(topic.name)
    }
    return subscribers.add(key, handler as Handler)
  }

  /** Tells when messages of other processes may have been missed: look once into the database then. */
  onGap(listener: () => void): () => void {
    this.gapListeners.add(listener)
    return () => void this.gapListeners.delete(listener)
  }

  async close(): Promise<void> {
    await Promise.race([this.outgoing?.settled(), pause(LEAVE_MS, undefined, { ref: false })])
    await this.wire?.close()
  }

  private heard(text: string): void {
    const [origin, ...items] = JSON.parse(text) as [string, ...WireItem[]]
    if (origin !== this.origin) for (const item of items) this.deliver(item)
  }

  private deliver([topic, key, message]: WireItem): void {
    for (const handler of this.topics.get(topic)?.of(key) ?? []) this.call(() => handler(message as never, key))
  }

  private tellGap(): void {
    for (const listener of [...this.gapListeners]) this.call(listener)
  }

  private call(handler: () => void | Promise<void>): void {
    const failed = (error: unknown): void => this.log.error({ err: error }, 'a subscriber of the broadcast failed')
    try {
      handler()?.catch(failed)
    } catch (error) {
      failed(error)
    }
  }
}
