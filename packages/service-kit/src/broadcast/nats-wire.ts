import type { NatsConnection } from '@nats-io/transport-node'
import type { Logger } from 'pino'
import { waitForNats } from '../events/nats/connect.js'
import type { BroadcastWire, WireEnd } from './broadcast-wire.js'

const PREFIX = 'quark.broadcast.'
/** What the other driver takes, so that what works with one works with both. */
const MAX_BYTES = 7900

/** The distributed driver: NATS core, a subject for each topic, so that a process hears only what somebody in it wants. */
export class NatsWire implements BroadcastWire {
  readonly maxBytes = MAX_BYTES

  private constructor(
    private readonly connection: NatsConnection,
    private readonly end: WireEnd,
  ) {}

  static async open(url: string, log: Logger, end: WireEnd): Promise<NatsWire> {
    const connection = await waitForNats({ url, log }, async (ready) => ready)
    void watch(connection, end)
    return new NatsWire(connection, end)
  }

  async send(topic: string, text: string): Promise<void> {
    this.connection.publish(PREFIX + topic, text)
    await this.connection.flush()
  }

  listen(topic: string): void {
    this.connection.subscribe(PREFIX + topic, { callback: (_error, message) => this.end.heard(message.string()) })
  }

  async close(): Promise<void> {
    await this.connection.close()
  }
}

/** Ends with the connection. */
async function watch(connection: NatsConnection, end: WireEnd): Promise<void> {
  for await (const { type } of connection.status()) if (type === 'reconnect') end.gap()
}
