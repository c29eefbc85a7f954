import {
  DiscardPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
} from '@nats-io/jetstream'
import { RequestError } from '@nats-io/transport-node'
import { EVENT_STREAMS, type EventStream } from '@quark/contracts'

const NANOS_PER_MS = 1_000_000
const DAY_MS = 86_400_000

/**
 * How long each stream keeps its events; undefined for ever. What projections are rebuilt from is kept; the rest can
 * be had again from the outboxes (`quark events republish`).
 */
const KEPT_MS: Readonly<Record<EventStream, number | undefined>> = {
  auth: undefined,
  posts: undefined,
  media: undefined,
  messages: 30 * DAY_MS,
  ai: 30 * DAY_MS,
}

/** A copy of an event within this time is dropped by its id. Longer than a relay holds a batch that it can't finish. */
const DEDUPE_MS = 10 * 60_000

/** Subject of an event: `posts.post.published`. */
export const subjectOf = (stream: EventStream, type: string): string => `${stream}.${type}`

/** The type in a subject. */
export const typeOf = (subject: string): string => subject.slice(subject.indexOf('.') + 1)

/** Makes the streams that are missing, and gives those that are there today's limits. */
export async function ensureStreams(jsm: JetStreamManager, replicas: number): Promise<void> {
  for (const stream of EVENT_STREAMS) await ensureStream(jsm, configOf(stream, replicas))
}

async function ensureStream(jsm: JetStreamManager, config: Pick<StreamConfig, 'name' | 'subjects'>): Promise<void> {
  try {
    await jsm.streams.update(config.name, config)
  } catch (error) {
    if (!isMissing(error)) throw error
    await jsm.streams.add(config)
  }
}

/** The server has no such stream. */
const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound

/** Why publishing failed: no stream takes the subject. */
export const hasNoStream = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof RequestError && error.cause.isNoResponders()

const configOf = (stream: EventStream, replicas: number) => ({
  name: stream,
  subjects: [`${stream}.>`],
  storage: StorageType.File,
  retention: RetentionPolicy.Limits,
  discard: DiscardPolicy.Old,
  max_age: (KEPT_MS[stream] ?? 0) * NANOS_PER_MS,
  duplicate_window: DEDUPE_MS * NANOS_PER_MS,
  num_replicas: replicas,
  allow_direct: true,
})
