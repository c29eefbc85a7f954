import { z } from 'zod'

/** The streams that events are stored in; each type of event belongs to one. */
export const EVENT_STREAMS = ['auth', 'posts', 'media', 'messages', 'ai'] as const
export type EventStream = (typeof EVENT_STREAMS)[number]

/** What modules agree on about one event: its name, its version, its stream and the shape of its data. */
export interface EventContract<Schema extends z.ZodType = z.ZodType> {
  readonly type: string
  readonly stream: EventStream
  readonly version: number
  readonly schema: Schema
}

/** The data of an event, as the contract types it. */
export type DataOf<Contract> = Contract extends EventContract<infer Schema> ? z.infer<Schema> : never

/**
 * An event on the wire: CloudEvents 1.0 (https://github.com/cloudevents/spec) in structured JSON,
 * with the extension attribute `version` for the version of the data's shape.
 */
export interface EventEnvelope<Data = unknown> {
  readonly specversion: '1.0'
  /** UUIDv7. The same event is always sent with the same id, so that receivers can drop a second copy. */
  readonly id: string
  /** The module that emitted the event, as a path: `/blog-service`. */
  readonly source: string
  readonly type: string
  readonly version: number
  /** When it happened: ISO 8601, UTC. */
  readonly time: string
  readonly datacontenttype: 'application/json'
  readonly data: Data
}

/**
 * Declares an event. A new optional field keeps the version; anything else is a new version that is published
 * beside the old one until no manifest consumes the old.
 *
 * @param type `<thing>.<what happened>` in the past tense, as the manifests name it: `post.published`.
 */
export function defineEvent<Shape extends z.ZodRawShape>(
  type: string,
  options: { stream: EventStream; version?: number },
  shape: Shape,
): EventContract<z.ZodObject<Shape>> {
  return { type, stream: options.stream, version: options.version ?? 1, schema: z.object(shape) }
}
