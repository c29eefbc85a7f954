/** The content type of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export const EVENT_STREAM = 'text/event-stream'

/** A comment, which clients ignore. Sent now and then, so that nobody between the two ends takes the stream for dead. */
export const HEARTBEAT = ':\n\n'

/** One event of a stream. */
export interface ServerSentEvent {
  /** What a client that comes back sends as `Last-Event-ID`. */
  readonly id: string | number
  readonly event: string
  /** Sent as JSON, which has no line breaks. */
  readonly data: unknown
}

/** An event as it goes over the wire. */
export const eventText = ({ id, event, data }: ServerSentEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Whether a client asks for a stream of events. */
export const wantsEvents = (accept: string | undefined): boolean => accept?.includes(EVENT_STREAM) ?? false
