import { setTimeout as pause } from 'node:timers/promises'
import { createLogger, EmbeddedEventLog, EVENTS_DATABASE } from '@quark/service-kit'
import { createTestDatabases, startEmbeddedBroker, until } from '@quark/testing'
import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { eventBusContract } from './event-bus-contract.js'
import { aConsumer, anEvent, collect } from './event-factory.js'

describe('the embedded event log', () => {
  eventBusContract(startEmbeddedBroker)

  it('loses nothing while writers overlap, some slow and some rolled back', async () => {
    const databases = await createTestDatabases([EVENTS_DATABASE])
    const bus = await EmbeddedEventLog.open(databases.urlOf(EVENTS_DATABASE), createLogger({ level: 'silent' }))
    const sql = postgres(databases.urlOf(EVENTS_DATABASE), { max: 8, onnotice: () => {} })
    const { ids, stop } = await collect(bus, aConsumer())
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

    await until('every committed event', () => committed.every((id) => ids.includes(id)))
    expect(new Set(ids).size).toBe(ids.length)
    await stop()
    await bus.close()
    await sql.end()
    await databases.drop()
  })
})
