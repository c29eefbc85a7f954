import {
  AckPolicy,
  type ConsumerInfo,
  DeliverPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  ReplayPolicy,
} from '@nats-io/jetstream'
import type { KV } from '@nats-io/kv'
import type { EventStream } from '@quark/contracts'
import type { RetryPolicy } from '../retry-policy.js'
import { oldestUnread } from './lag.js'
import { subjectOf, typeOf } from './streams.js'

const NANOS_PER_MS = 1_000_000
/**
 * After this time without a sign of life, a message that a process had in hand is given to another. A process that is
 * only slow gives one three times as often; should it fail to, the inbox keeps the effect single.
 */
const ACK_WAIT_MS = 2000
/** Shorter, and a busy machine looks like a dead process. */
const LEAST_WAIT_MS = 500

/** Where a consumer was told to begin again. */
interface Replay {
  /** ISO 8601; null for the start. */
  readonly since: string | null
  /** What is stored up to this number had been read before. */
  readonly until: number
}

/** Milliseconds that a message belongs to the process that has it. */
export const ackWaitOf = ({ limitMs }: RetryPolicy): number => Math.min(ACK_WAIT_MS, Math.max(LEAST_WAIT_MS, limitMs))

/** The server's side of the consumers: one durable for each consumer and stream. */
export class Durables {
  constructor(
    private readonly jsm: JetStreamManager,
    private readonly replays: KV,
    private readonly retry: RetryPolicy,
  ) {}

  /**
   * Makes the durable, or gives the one that is there today's filters.
   * @returns the number up to which what is read now was read before
   */
  async ensure(consumer: string, stream: EventStream, types: readonly string[]): Promise<number> {
    const changeable = {
      filter_subjects: types.map((type) => subjectOf(stream, type)),
      ack_wait: ackWaitOf(this.retry) * NANOS_PER_MS,
    }
    const replay = await this.replayOf(consumer, stream)
    if (await this.find(consumer, stream)) await this.jsm.consumers.update(stream, consumer, changeable)
    else await this.jsm.consumers.add(stream, { durable_name: consumer, ...FIXED, ...startOf(replay), ...changeable })
    return replay?.until ?? 0
  }

  /** Has every stream of the consumer read again. What reads now finds its durable gone, and makes it as it is told here. */
  async replay(consumer: string, since: Date | undefined): Promise<void> {
    for (const info of await this.all(consumer)) {
      const { stream_name: stream, ack_floor } = info
      if (since && !(await this.hasRead(info, since))) continue
      const before = await this.replayOf(consumer, stream)
      const replay: Replay = {
        since: since?.toISOString() ?? null,
        until: Math.max(before?.until ?? 0, ack_floor.stream_seq),
      }
      await this.replays.put(`${consumer}.${stream}`, JSON.stringify(replay))
      const { config } = await this.jsm.consumers.info(stream, consumer)
      await this.jsm.consumers.delete(stream, consumer)
      const types = (config.filter_subjects ?? []).map(typeOf)
      await this.ensure(consumer, stream as EventStream, types)
    }
  }

  /** Whether the consumer is done with what was stored then. If not, to begin there would pass over what it has yet to read. */
  private async hasRead(info: ConsumerInfo, since: Date): Promise<boolean> {
    const { state } = await this.jsm.streams.info(info.stream_name)
    const unread = await oldestUnread(this.jsm, info)
    return new Date(state.last_ts) >= since && (unread === null || new Date(unread) > since)
  }

  /** The durables of one consumer, or of all, by name and stream. */
  async all(consumer?: string): Promise<ConsumerInfo[]> {
    const found: ConsumerInfo[] = []
    for await (const { config } of this.jsm.streams.list()) {
      // Buckets are streams too, with readers that come and go.
      if (config.name.startsWith('KV_')) continue
      for await (const info of this.jsm.consumers.list(config.name)) {
        if (info.config.durable_name && (consumer ?? info.name) === info.name) found.push(info)
      }
    }
    return found.sort((a, b) => a.name.localeCompare(b.name) || a.stream_name.localeCompare(b.stream_name))
  }

  private async find(consumer: string, stream: string): Promise<ConsumerInfo | undefined> {
    try {
      return await this.jsm.consumers.info(stream, consumer)
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.ConsumerNotFound) return undefined
      throw error
    }
  }

  private async replayOf(consumer: string, stream: string): Promise<Replay | undefined> {
    const entry = await this.replays.get(`${consumer}.${stream}`)
    return entry?.operation === 'PUT' ? entry.json<Replay>() : undefined
  }
}

/** One message at a time keeps the order over all replicas; how often it is tried is counted here and not by the server. */
const FIXED = {
  ack_policy: AckPolicy.Explicit,
  replay_policy: ReplayPolicy.Instant,
  max_ack_pending: 1,
  max_deliver: -1,
}

const startOf = (replay: Replay | undefined) =>
  replay?.since
    ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: replay.since }
    : { deliver_policy: DeliverPolicy.All }
