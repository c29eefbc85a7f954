import { jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import type { StoredEvent } from '../event-bus.js'
import { subjectOf } from './streams.js'

const TIMEOUT_MS = 5000

/**
 * Publishes over a connection that never comes back by itself. What one that broke had not yet sent is gone with it, so
 * that the stored part of a batch that failed is its beginning: nothing is overtaken when the relay sends it again.
 */
export class Publisher {
  private connection: Promise<NatsConnection> | undefined

  /** @param connect opens a connection with `reconnect: false` */
  constructor(private readonly connect: () => Promise<NatsConnection>) {}

  async publish(events: readonly StoredEvent[]): Promise<void> {
    const connection = await this.open()
    const js = jetstream(connection, { timeout: TIMEOUT_MS })
    try {
      await Promise.all(
        events.map(({ stream, envelope }) =>
          js.publish(subjectOf(stream, envelope.type), JSON.stringify(envelope), { msgID: envelope.id, retries: 1 }),
        ),
      )
    } catch (error) {
      this.connection = undefined
      await connection.close()
      throw error
    }
  }

  async close(): Promise<void> {
    const connection = await this.connection?.catch(() => undefined)
    await connection?.close()
  }

  private async open(): Promise<NatsConnection> {
    const open = await this.connection?.catch(() => undefined)
    if (open && !open.isClosed()) return open
    this.connection = this.connect()
    return this.connection
  }
}
