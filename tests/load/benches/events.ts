import { setTimeout as pause } from 'node:timers/promises'
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import type { EventLog, StoredEvent } from '@quark/service-kit'
import { aStoredEvent, findNatsServer, startEmbeddedBroker, startNatsBroker, type TestBroker } from '@quark/testing'
import postgres from 'postgres'
import { call, publishPosts, register } from '../lib/api.ts'
import type { Row } from '../lib/report.ts'
import { show, spreadOf } from '../lib/statistics.ts'
import { withQuark } from '../lib/with-quark.ts'

const BATCH = 200
const EVENTS = 10_000
const NATS_EVENTS = 3000
const ROUNDS = 5

/** How fast events travel: by each driver alone, and from a real module's outbox. */
export async function events(): Promise<Row[]> {
  return [...(await embedded()), ...(await nats()), ...(await relayLag())]
}

async function embedded(): Promise<Row[]> {
  const broker = await startEmbeddedBroker()
  const log = await broker.open()
  try {
    const latency = await latencies(log)
    const rates: number[] = []
    for (let round = 0; round < 3; round++) {
      const all = await publishAll(log, `fan-${round}`, EVENTS)
      rates.push(
        (3 * EVENTS) /
          (await timeToRead(
            broker,
            [1, 2, 3].map((n) => `reader-${round}-${n}`),
            `fan-${round}`,
            all,
          )),
      )
    }
    return [
      {
        what: 'embedded log: publish to handler, p50 (p99), ms',
        value: `${at(latency, 0.5).toFixed(1)} (${at(latency, 0.99).toFixed(1)})`,
        budget: '<= 5 ms',
        met: at(latency, 0.5) <= 5,
      },
      {
        what: 'embedded log: deliveries/s to three consumers',
        value: show(spreadOf(rates), 0),
        budget: '>= 20000/s',
        met: spreadOf(rates).median >= 20_000,
      },
    ]
  } finally {
    await log.close()
    await broker.stop()
  }
}

/** The driver over the bare client with the same settings, in turns. */
async function nats(): Promise<Row[]> {
  const server = findNatsServer()
  if ('missing' in server) return [{ what: `JetStream: not measured, ${server.missing}`, value: '', budget: '' }]
  const broker = await startNatsBroker(server.path)
  const log = await broker.open()
  const bare = await connect({ servers: broker.url.slice('nats://'.length) })
  const [js, jsm] = [jetstream(bare), await jetstreamManager(bare)]
  const publishing: number[] = []
  const reading: number[] = []
  try {
    await jsm.streams.add({ name: 'bare', subjects: ['bare.>'] })
    for (let round = 0; round < ROUNDS; round++) {
      const type = `speed-${round}`
      const ours = await timed(() => publishAll(log, type, NATS_EVENTS))
      const theirs = await timed(async () => {
        for (let sent = 0; sent < NATS_EVENTS; sent += BATCH) {
          const batch = Array.from({ length: BATCH }, () => anEvent(type))
          await Promise.all(
            batch.map(({ envelope }) => js.publish(`bare.${type}`, JSON.stringify(envelope), { msgID: envelope.id })),
          )
        }
      })
      publishing.push(theirs / ours)
      const ourReading = await timeToRead(broker, [`reader-${round}`], type, NATS_EVENTS)
      const consumer = {
        durable_name: type,
        ack_policy: AckPolicy.Explicit,
        max_ack_pending: 1,
        filter_subjects: [`bare.${type}`],
      }
      await jsm.consumers.add('bare', consumer)
      const theirReading = await timed(async () => {
        const messages = await (await js.consumers.get('bare', type)).consume()
        let seen = 0
        for await (const message of messages) {
          JSON.parse(message.string())
          message.ack()
          if (++seen === NATS_EVENTS) break
        }
      })
      reading.push(theirReading / ourReading)
    }
    return [
      ratioRow('JetStream: publishing, driver / bare client', publishing),
      ratioRow('JetStream: handling one after the other, driver / bare client', reading),
    ]
  } finally {
    await bare.close()
    await log.close()
    await broker.stop()
  }
}

/** From the commit of a comment to its event in the log, at 200 comments a second for ten seconds. */
async function relayLag(): Promise<Row[]> {
  const PER_SECOND = 200
  const SECONDS = 10
  return withQuark(
    async ({ url }, databaseUrl) => {
      const person = await register(url)
      const [post] = await publishPosts(url, person, 1)
      const pending: Promise<unknown>[] = []
      for (let tick = 0; tick < SECONDS * 20; tick++) {
        for (let n = 0; n < PER_SECOND / 20; n++) {
          pending.push(call(url, 'POST', `/posts/${post}/comments`, { text: `Comment ${tick}` }, person.accessToken))
        }
        await pause(50)
      }
      await Promise.all(pending)
      await pause(2000)
      const address = new URL(databaseUrl)
      address.pathname = '/events'
      const sql = postgres(address.toString(), { max: 1 })
      const rows = await sql<{ ms: number }[]>`
        select extract(epoch from stored_at - (envelope->>'time')::timestamptz)::float * 1000 as ms
        from event_log where type = 'comment.created'`
      await sql.end()
      if (rows.length !== pending.length) throw new Error(`${pending.length} comments, but ${rows.length} events`)
      const lags = rows.map(({ ms }) => ms)
      return [
        {
          what: 'from the outbox to the log at 200 events/s: p50, p99, longest, ms',
          value: [at(lags, 0.5), at(lags, 0.99), Math.max(...lags)].map((ms) => ms.toFixed(0)).join(', '),
          budget: '< 1000 ms',
          met: Math.max(...lags) < 1000,
        },
      ]
    },
    { RATE_LIMIT_PER_HOUR: '1000000', ROUTE_LIMIT_FACTOR: '1000' },
  )
}

/** Some 400 bytes on the wire. */
const anEvent = (type: string): StoredEvent => aStoredEvent({ type, data: { text: 'x'.repeat(150) } })

async function latencies(log: EventLog): Promise<number[]> {
  let arrived: () => void = () => {}
  const subscription = await log.subscribe({
    consumer: 'latency',
    events: [{ type: 'latency', stream: 'posts' }],
    handle: async () => arrived(),
  })
  const all: number[] = []
  for (let turn = 0; turn < 300; turn++) {
    const done = new Promise<void>((resolve) => {
      arrived = resolve
    })
    const start = performance.now()
    await log.publish([anEvent('latency')])
    await done
    all.push(performance.now() - start)
  }
  await subscription.stop()
  return all.slice(50)
}

async function publishAll(log: EventLog, type: string, count: number): Promise<number> {
  for (let sent = 0; sent < count; sent += BATCH) {
    await log.publish(Array.from({ length: BATCH }, () => anEvent(type)))
  }
  return count
}

/** Seconds until each of the consumers has handled all of them. */
async function timeToRead(broker: TestBroker, consumers: string[], type: string, count: number): Promise<number> {
  const log = await broker.open()
  const seconds = await timed(async () => {
    await Promise.all(
      consumers.map(
        (consumer) =>
          new Promise<void>((resolve, reject) => {
            let seen = 0
            const handle = async (): Promise<void> => {
              if (++seen === count) resolve()
            }
            log.subscribe({ consumer, events: [{ type, stream: 'posts' }], handle }).catch(reject)
          }),
      ),
    )
  })
  await log.close()
  return seconds
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

const at = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN

const ratioRow = (what: string, ratios: readonly number[]): Row => ({
  what,
  value: show(spreadOf(ratios)),
  budget: '>= 0.7',
  met: spreadOf(ratios).median >= 0.7,
})
