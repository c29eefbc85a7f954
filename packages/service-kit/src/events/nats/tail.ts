import { DeliverPolicy, type JetStreamClient } from '@nats-io/jetstream'
import { EVENT_STREAMS, type EventEnvelope } from '@quark/contracts'
import type { Logger } from 'pino'
import type { StoredEvent, Subscription, TailOptions } from '../event-bus.js'
import { typeOf } from './streams.js'

/** Shows what is stored in all streams: each in its order, those of different streams as they come. */
export async function tailStreams(
  js: JetStreamClient,
  { types, since }: TailOptions,
  seen: (event: StoredEvent) => void,
  log: Logger,
): Promise<Subscription> {
  const start = since
    ? { deliver_policy: DeliverPolicy.StartTime, opt_start_time: since.toISOString() }
    : { deliver_policy: DeliverPolicy.New }
  const all = await Promise.all(
    EVENT_STREAMS.map(async (stream) => {
      const consumer = await js.consumers.get(stream, start)
      const messages = await consumer.consume()
      const done = (async () => {
        for await (const message of messages) {
          if (types.length > 0 && !types.includes(typeOf(message.subject))) continue
          seen({ stream, envelope: message.json<EventEnvelope>() })
        }
      })().catch((error: unknown) => log.warn({ err: error, stream }, 'watching events was cut off'))
      return { messages, done }
    }),
  )
  return {
    async stop() {
      for (const { messages } of all) messages.stop()
      await Promise.all(all.map(({ done }) => done))
    },
  }
}
