import { setTimeout as pause } from 'node:timers/promises'
import { createTestDatabases, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Database } from '../../../src/data/database.js'
import { KIT_MIGRATIONS, migrate } from '../../../src/data/migrations.js'
import type { EventBus, StoredEvent } from '../../../src/events/event-bus.js'
import { Relay } from '../../../src/events/relay.js'
import { republish } from '../../../src/events/republish.js'
import { createLogger } from '../../../src/observe/logger.js'
import { anEvent, idsOf } from './event-factory.js'

describe('the relays of two replicas', () => {
  const log = createLogger({ level: 'silent' })
  const published: string[] = []
  let inHand = 0
  let most = 0
  /** Stores nothing: what is looked at is who publishes what, and when. */
  const bus: EventBus = {
    async publish(events) {
      most = Math.max(most, ++inHand)
      await pause(Math.random() * 5)
      published.push(...idsOf(events))
      inHand--
    },
    subscribe: () => Promise.reject(new Error('nobody reads here')),
    close: async () => {},
  }
  let databases: Awaited<ReturnType<typeof createTestDatabases>>
  const replicas: { database: Database; relay: Relay }[] = []
  /** Looks and arranges, beside the two. */
  let own: Database
  beforeAll(async () => {
    databases = await createTestDatabases(['relayed'])
    own = new Database({ url: databases.urlOf('relayed'), name: 'test' })
    await migrate(own, KIT_MIGRATIONS)
    for (const name of ['one', 'two']) {
      const database = new Database({ url: databases.urlOf('relayed'), name })
      const relay = new Relay(database, bus, log)
      relay.start()
      replicas.push({ database, relay })
    }
  })
  afterAll(async () => {
    for (const { database, relay } of replicas) {
      await relay.stop()
      await database.close()
    }
    await own.close()
    await databases.drop()
  })

  const record = async (index: number, { stream, envelope }: StoredEvent): Promise<void> => {
    await own.sql`
      insert into outbox (id, stream, envelope) values (${envelope.id}, ${stream}, ${own.sql.json(envelope as never)})`
    replicas[index % 2]?.relay.wake()
  }

  it('publish one batch at a time, each event once, in the order in which they were recorded', async () => {
    const events = Array.from({ length: 400 }, () => anEvent())
    for (const [index, event] of events.entries()) await record(index, event)

    await until('all to be published', () => published.length >= events.length)
    expect(published).toEqual(idsOf(events))
    expect(most).toBe(1)
  })

  it('publish what a replica had in hand that died, once its claim is over', async () => {
    const [left, next] = [anEvent(), anEvent()]
    await own.sql`insert into outbox (id, stream, envelope, claimed_until)
      values (${left.envelope.id}, 'posts', ${own.sql.json(left.envelope as never)}, now() + interval '300 milliseconds')`
    await record(1, next)

    await until('both to be published', () => published.includes(next.envelope.id))
    expect(published.slice(-2)).toEqual(idsOf([left, next]))
  })

  it('publish everything again, in the same order, when told to', async () => {
    await until('all to be marked', async () => {
      const [row] = await own.sql`select count(*)::int as waiting from outbox where sent_at is null`
      return row?.waiting === 0
    })
    const before = published.splice(0)
    expect(await republish(own, new Date(Date.now() + 60_000))).toBe(0)
    expect(await republish(own)).toBe(before.length)
    for (const { relay } of replicas) relay.wake()

    await until('all again', () => published.length >= before.length)
    expect(published).toEqual(before)
  })
})
