import type { ConsumerLag, EventLog, RetryPolicy } from '@quark/service-kit'
import { type TestBroker, until } from '@quark/testing'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { aConsumer, anEvent, type Collected, collect } from './event-factory.js'

/** A broker for the tests of a suite, and a connection to it. */
export interface BusStand {
  readonly broker: TestBroker
  readonly bus: EventLog
  /** A further connection, closed after the test. */
  open(retry?: Partial<RetryPolicy>): Promise<EventLog>
  /** A consumer that has read everything so far: what it gets is of its test. */
  collectNew(handle?: Parameters<typeof collect>[2], log?: EventLog): Promise<Collected & { consumer: string }>
  lagOf(consumer: string): Promise<ConsumerLag | undefined>
}

/** Starts the broker before the tests of the suite, and ends it after them. */
export function busStand(startBroker: () => Promise<TestBroker>): BusStand {
  let broker: TestBroker
  let bus: EventLog
  const opened: EventLog[] = []
  beforeAll(async () => {
    broker = await startBroker()
    bus = await broker.open()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()))
  })
  afterAll(async () => {
    await bus?.close()
    await broker?.stop()
  })
  return {
    get broker() {
      return broker
    },
    get bus() {
      return bus
    },
    async open(retry) {
      const log = await broker.open(retry)
      opened.push(log)
      return log
    },
    async collectNew(handle, log = bus) {
      const consumer = aConsumer()
      const last = anEvent()
      await bus.publish([last])
      const skipped = await collect(log, consumer)
      await until('what came before', () => skipped.ids.includes(last.envelope.id), 20_000)
      await skipped.stop()
      return { consumer, ...(await collect(log, consumer, handle)) }
    },
    lagOf: async (consumer) => (await bus.lag()).find((lag) => lag.consumer === consumer),
  }
}
