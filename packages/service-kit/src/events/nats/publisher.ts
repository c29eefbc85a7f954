import { type JetStreamClient, jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { StoredEvent } from '../event-bus.js'
import { subjectOf } from './streams.js'

const TIMEOUT_MS = 5000

interface Line {
  readonly connection: NatsConnection
  readonly js: JetStreamClient
}

/**
 * Publishes over a connection that never comes back by itself. What one that broke had not yet sent is gone with it, so
 * that the stored part of a batch that failed is its beginning: nothing is overtaken when the relay sends it again.
 */
export class Publisher {
  private line: Promise<Line> | undefined

  /** @param connect opens a connection with `reconnect: false` */
  constructor(private readonly connect: () => Promise<NatsConnection>) {}

  async publish(events: readonly StoredEvent[]): Promise<void> {
    const line = this.current()
    try {
      const { js } = await line
      await Promise.all(
        events.map(({ stream, envelope }) =>
          // One try: a second one here would come behind the events that follow.
          js.publish(subjectOf(stream, envelope.type), JSON.stringify(envelope), { msgID: envelope.id, retries: 1 }),
        ),
      )
    } catch (error) {
      this.forget(line)
      await closed(line)
      throw error
    }
  }

  async close(): Promise<void> {
    if (this.line) await closed(this.line)
  }

  /** One for all modules of the process; a new one when the last broke. */
  private current(): Promise<Line> {
    if (this.line) return this.line
    const line = this.connect().then((connection) => ({
      connection,
      js: jetstream(connection, { timeout: TIMEOUT_MS }),
    }))
    this.line = line
    const forget = (): void => this.forget(line)
    line.then(({ connection }) => connection.closed()).then(forget, forget)
    return line
  }

  /** Another may have opened the next one already: that one stays. */
  private forget(line: Promise<Line>): void {
    if (this.line === line) this.line = undefined
  }
}

/** A connection that could not be opened needs no closing. */
const closed = (line: Promise<Line>): Promise<void> =>
  line.then(
    ({ connection }) => connection.close(),
    () => {},
  )
