import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { type KV, Kvm } from '@nats-io/kv'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Logger } from 'pino'
import {
  type ConsumerLag,
  type DeadLetter,
  type EventLog,
  type StoredEvent,
  type Subscription,
  type SubscriptionOptions,
  type TailOptions,
  UnknownConsumerError,
} from '../event-bus.js'
import { RETRY_POLICY, type RetryPolicy } from '../retry-policy.js'
import { connectOnce, waitForNats } from './connect.js'
import { DeadLetterBucket } from './dead-letters.js'
import { Durables } from './durables.js'
import { lagOf } from './lag.js'
import type { NatsSettings } from './nats-settings.js'
import { Publisher } from './publisher.js'
import { Redriver } from './redriver.js'
import { StreamReader } from './stream-reader.js'
import { ensureStreams, hasNoStream } from './streams.js'
import { tailStreams } from './tail.js'

/** The distributed driver of the event bus: NATS JetStream, 2.10 or newer. */
export class JetStreamEventLog implements EventLog {
  private readonly js: JetStreamClient
  private readonly publisher: Publisher
  private readonly durables: Durables
  private readonly letters: DeadLetterBucket
  private readonly subscriptions = new Set<Subscription>()
  private restoring: Promise<void> | undefined
  private connected = true

  private constructor(
    private readonly connection: NatsConnection,
    private readonly jsm: JetStreamManager,
    buckets: { letters: KV; replays: KV },
    private readonly settings: NatsSettings,
    private readonly log: Logger,
    private readonly retry: RetryPolicy,
  ) {
    this.js = jetstream(connection)
    this.durables = new Durables(jsm, buckets.replays, retry)
    this.letters = new DeadLetterBucket(buckets.letters)
    void this.watchConnection()
    this.publisher = new Publisher(() => connectOnce(settings.NATS_URL, 'quark-publisher', { reconnect: false }))
  }

  /**
   * Connects, and makes the streams and buckets that are missing.
   * @throws PlainError as `waitForNats` does
   */
  static async open(
    settings: NatsSettings,
    log: Logger,
    retry: RetryPolicy = RETRY_POLICY,
  ): Promise<JetStreamEventLog> {
    return waitForNats({ url: settings.NATS_URL, log }, async (connection) => {
      const jsm = await jetstreamManager(connection)
      await ensureStreams(jsm, settings.NATS_REPLICAS)
      const buckets = await makeBuckets(connection, settings)
      return new JetStreamEventLog(connection, jsm, buckets, settings, log, retry)
    })
  }

  async publish(events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return
    try {
      await this.publisher.publish(events)
    } catch (error) {
      // No stream takes the subject when the store was lost, or is not read yet: the next call finds them.
      if (hasNoStream(error) && this.connected) {
        await this.restore().catch((failure) => this.log.warn({ err: failure }, 'the streams could not be made anew'))
      }
      throw error
    }
  }

  async subscribe(options: SubscriptionOptions): Promise<Subscription> {
    const streams = [...new Set(options.events.map(({ stream }) => stream))]
    const redriver = new Redriver(this.letters, options, this.retry, this.log)
    const restore = async (): Promise<void> => {
      await this.restore()
      redriver.restart()
    }
    const { js, durables, letters, retry, log } = this
    const flush = async (): Promise<void> => {
      if (this.connected) await this.connection.flush()
    }
    const parts = { js, durables, deadLetters: letters, retry, log, restore, flush }
    const readers = streams.map((stream) => new StreamReader(parts, stream, options))
    for (const reader of readers) await reader.start()
    redriver.start()
    return this.keep({ stop: async () => void (await Promise.all([...readers, redriver].map((part) => part.stop()))) })
  }

  async tail(options: TailOptions, seen: (event: StoredEvent) => void): Promise<Subscription> {
    return this.keep(await tailStreams(this.js, options, seen, this.log))
  }

  async lag(): Promise<ConsumerLag[]> {
    const letters = await this.letters.list()
    return Promise.all((await this.durables.all()).map((info) => lagOf(this.jsm, info, letters)))
  }

  deadLetters(consumer?: string): Promise<DeadLetter[]> {
    return this.letters.list(consumer)
  }

  redrive(consumer: string, eventId: string): Promise<boolean> {
    return this.letters.mark(consumer, eventId)
  }

  drop(consumer: string, eventId: string): Promise<boolean> {
    return this.letters.remove(consumer, eventId)
  }

  async replay(consumer: string, since?: Date): Promise<void> {
    const known = new Set((await this.durables.all()).map(({ name }) => name))
    if (!known.has(consumer)) throw new UnknownConsumerError(consumer, [...known])
    await this.durables.replay(consumer, since)
  }

  async close(): Promise<void> {
    await Promise.all([...this.subscriptions].map((subscription) => subscription.stop()))
    await this.publisher.close()
    await this.connection.close()
  }

  private keep({ stop }: Subscription): Subscription {
    const subscription = {
      stop: async () => {
        this.subscriptions.delete(subscription)
        await stop()
      },
    }
    this.subscriptions.add(subscription)
    return subscription
  }

  private async watchConnection(): Promise<void> {
    for await (const { type } of this.connection.status()) {
      if (type === 'disconnect') {
        this.connected = false
        this.log.warn('the connection to NATS is lost; events wait in the outboxes until it is back')
      } else if (type === 'reconnect') {
        this.connected = true
        this.log.info('the connection to NATS is back')
      }
    }
  }

  /** Makes what a server that lost its store no longer has. Once at a time, however many readers find out. */
  private restore(): Promise<void> {
    this.restoring ??= (async () => {
      await ensureStreams(this.jsm, this.settings.NATS_REPLICAS)
      await makeBuckets(this.connection, this.settings)
    })().finally(() => {
      this.restoring = undefined
    })
    return this.restoring
  }
}

async function makeBuckets(connection: NatsConnection, { NATS_REPLICAS: replicas }: NatsSettings) {
  const kvm = new Kvm(connection)
  return {
    letters: await kvm.create('dead-letters', { history: 1, replicas }),
    replays: await kvm.create('replays', { history: 1, replicas }),
  }
}
