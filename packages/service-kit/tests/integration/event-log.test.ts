import { setTimeout as pause } from 'node:timers/promises'
import type { EventEnvelope } from '@quark/contracts'
import {
  createLogger,
  EmbeddedEventLog,
  EVENTS_DATABASE,
  MAX_TRIES,
  type StoredEvent,
  uuidv7,
} from '@quark/service-kit'
import { createTestDatabases, type TestDatabases, until } from '@quark/testing'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const log = createLogger({ level: 'silent' })

function anEvent(type = 'note.written', data: unknown = {}): StoredEvent {
  const envelope: EventEnvelope = {
    specversion: '1.0',
    id: uuidv7(),
    source: '/test',
    type,
    version: 1,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data,
  }
  return { stream: 'posts', envelope }
}

describe('the embedded event log', () => {
  let databases: TestDatabases
  let bus: EmbeddedEventLog
  let sql: postgres.Sql
  let consumers = 0
  beforeAll(async () => {
    databases = await createTestDatabases([EVENTS_DATABASE])
    bus = await EmbeddedEventLog.open(databases.urlOf(EVENTS_DATABASE), log, [1, 1, 1, 1])
    sql = postgres(databases.urlOf(EVENTS_DATABASE), { max: 12, onnotice: () => {} })
  })
  afterAll(async () => {
    await bus.close()
    await sql.end()
    await databases.drop()
  })

  /** Reads everything into a list until the test stops it. */
  async function collect(options: { bus?: EmbeddedEventLog; consumer?: string; types?: string[] } = {}) {
    const got: EventEnvelope[] = []
    const subscription = await (options.bus ?? bus).subscribe({
      consumer: options.consumer ?? `consumer-${++consumers}`,
      types: options.types ?? ['note.written'],
      handle: async (envelope) => {
        got.push(envelope)
      },
    })
    return { got, ids: () => got.map(({ id }) => id), stop: () => subscription.stop() }
  }

  it('hands every event to every consumer, in order, and passes over other types', async () => {
    const [one, two] = [await collect(), await collect()]
    const events = [anEvent(), anEvent('other.thing'), anEvent(), anEvent()]
    const wanted = events.filter(({ envelope }) => envelope.type === 'note.written').map(({ envelope }) => envelope.id)
    await bus.publish(events)

    for (const { ids, stop } of [one, two]) {
      await until('three events', () => wanted.every((id) => ids().includes(id)))
      expect(ids().filter((id) => wanted.includes(id))).toEqual(wanted)
      await stop()
    }
  })

  it('stores an event once that is published twice', async () => {
    const { ids, stop } = await collect()
    const event = anEvent()
    const last = anEvent()
    await bus.publish([event])
    await bus.publish([event, last])
    await until('the last event', () => ids().includes(last.envelope.id))

    expect(ids().filter((id) => id === event.envelope.id)).toHaveLength(1)
    await stop()
  })

  it('goes on where the consumer left off', async () => {
    const first = await collect({ consumer: 'resuming' })
    const before = anEvent()
    await bus.publish([before])
    await until('the first event', () => first.ids().includes(before.envelope.id))
    await first.stop()
    const after = anEvent()
    await bus.publish([after])

    const second = await collect({ consumer: 'resuming' })
    await until('the second event', () => second.ids().includes(after.envelope.id))
    expect(second.ids()).toEqual([after.envelope.id])
    await second.stop()
  })

  it('loses nothing while writers overlap, some slow and some rolled back', async () => {
    const { ids, stop } = await collect({ consumer: 'under-writers' })
    const committed: string[] = []
    const writer = async (): Promise<void> => {
      for (let round = 0; round < 25; round++) {
        const { envelope } = anEvent()
        await sql
          .begin(async (tx) => {
            if (Math.random() < 0.5) await tx`select pg_current_xact_id()`
            await pause(Math.random() * 4)
            await tx`insert into event_log (id, stream, type, envelope)
              values (${envelope.id}, 'posts', ${envelope.type}, ${tx.json(envelope as never)})`
            await pause(Math.random() * 6)
            if (Math.random() < 0.1) throw new Error('rolled back')
            committed.push(envelope.id)
          })
          .catch((error: Error) => {
            if (error.message !== 'rolled back') throw error
          })
      }
    }
    await Promise.all(Array.from({ length: 8 }, writer))

    await until('every committed event', () => committed.every((id) => ids().includes(id)))
    expect(new Set(ids()).size).toBe(ids().length)
    await stop()
  })

  it('tries five times, then lays the event aside and goes on', async () => {
    const poison = anEvent()
    const good = anEvent()
    let tries = 0
    const handled: string[] = []
    await sql`insert into event_cursor (consumer, xid, seq) select 'strict', max(xid), max(seq) from event_log`
    const subscription = await bus.subscribe({
      consumer: 'strict',
      types: ['note.written'],
      handle: async ({ id }) => {
        if (id === poison.envelope.id) {
          tries++
          throw new Error('no')
        }
        handled.push(id)
      },
    })
    await bus.publish([poison, good])

    await until('the good event', () => handled.includes(good.envelope.id))
    expect(tries).toBe(MAX_TRIES)
    const dead = await sql`select event_id, error, tries from dead_letter where consumer = 'strict'`
    expect(dead).toEqual([{ event_id: poison.envelope.id, error: 'no', tries: MAX_TRIES }])
    await subscription.stop()
  })

  it('lets one process at a time handle a consumer, and another take over', async () => {
    const other = await EmbeddedEventLog.open(databases.urlOf(EVENTS_DATABASE), log)
    const [leader, standIn] = [await collect({ consumer: 'pair' }), await collect({ bus: other, consumer: 'pair' })]
    const first = anEvent()
    await bus.publish([first])
    await until('one of the two to have it', () => leader.ids().concat(standIn.ids()).includes(first.envelope.id))
    const [active, idle] = leader.ids().includes(first.envelope.id) ? [leader, standIn] : [standIn, leader]
    expect(idle.ids()).not.toContain(first.envelope.id)

    await active.stop()
    const second = anEvent()
    await bus.publish([second])
    await until('the other to go on', () => idle.ids().includes(second.envelope.id))
    expect(idle.ids()).not.toContain(first.envelope.id)
    await idle.stop()
    await other.close()
  })
})
