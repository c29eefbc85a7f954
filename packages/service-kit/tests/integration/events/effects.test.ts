import { randomUUID } from 'node:crypto'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { startNatsBroker, startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { NoteWritten, POISON, service } from '../../fixtures/notes-service/notes.js'

const server = inject('natsServer')

interface Environment {
  readonly env: Readonly<Record<string, string>>
  /** Has everything delivered once more, as if nobody had acknowledged it. */
  forgetPlace(notes: TestService): Promise<void>
  stop(): Promise<void>
}

/** What a consumer's methods may rely on, whichever driver brings the events. */
function effects(environment: () => Promise<Environment>): void {
  let broker: Environment
  let notes: TestService
  beforeAll(async () => {
    broker = await environment()
    notes = await startService(service, { env: { ...broker.env } })
  })
  afterAll(async () => {
    await notes?.stop()
    await broker?.stop()
  })

  const count = async (table: 'seen' | 'indexed', noteId: string): Promise<number> =>
    (await notes.db`select 1 from ${notes.db(table)} where note_id = ${noteId}`).length
  const note = (text = 'text') => ({ noteId: randomUUID(), text })

  it('has one effect of an event that comes twice', async () => {
    const written = note()
    const id = await notes.publish(NoteWritten, written)
    await until('the event to be handled', () => notes.handled(id))

    await broker.forgetPlace(notes)
    const last = await notes.publish(NoteWritten, note())
    await until('what comes behind the second delivery', () => notes.handled(last))
    expect(await count('seen', written.noteId)).toBe(1)
  })

  it('rebuilds a projection by a replay, and does nothing else a second time', async () => {
    const written = note()
    const id = await notes.publish(NoteWritten, written)
    await until('the event to be handled', () => notes.handled(id))
    await until('the consumer to be done', async () => (await notes.events.lag()).every(({ waiting }) => waiting === 0))
    await notes.db`truncate indexed`

    await notes.events.replay('notes-service')
    await until('the projection', async () => (await count('indexed', written.noteId)) === 1)
    const last = await notes.publish(NoteWritten, note())
    await until('what comes after the replay', () => notes.handled(last))
    expect(await count('seen', written.noteId)).toBe(1)
  })

  it('keeps a dead letter unhandled that a replay passes, so that it can still be tried again', async () => {
    const poison = note(POISON)
    const id = await notes.publish(NoteWritten, poison)
    await until('the dead letter', () => notes.handled(id))
    expect(await count('indexed', poison.noteId)).toBe(0)

    await notes.events.replay('notes-service')
    await until('the projection', async () => (await count('indexed', poison.noteId)) === 1)
    expect(await notes.db`select 1 from inbox where event_id = ${id}`).toHaveLength(0)
  })

  it('rebuilds by a redrive what a replay could not, and does nothing else a second time', async () => {
    const since = new Date()
    const written = note()
    const id = await notes.publish(NoteWritten, written)
    await until('the event to be handled', () => notes.handled(id))
    await until('the consumer to be done', async () => (await notes.events.lag()).every(({ waiting }) => waiting === 0))
    await notes.db`truncate indexed`
    await notes.db`alter table indexed rename to indexed_away`
    await notes.events.replay('notes-service', since)
    await until('the dead letter', async () =>
      (await notes.events.deadLetters('notes-service')).some(({ envelope }) => envelope.id === id),
    )

    await notes.db`alter table indexed_away rename to indexed`
    await notes.events.redrive('notes-service', id)
    await until('the projection', async () => (await count('indexed', written.noteId)) === 1)
    expect(await count('seen', written.noteId)).toBe(1)
  })
}

async function embedded(): Promise<Environment> {
  return {
    env: {},
    async forgetPlace({ eventsDb }) {
      await eventsDb`update event_cursor set xid = '0', seq = 0, epoch = epoch + 1`
    },
    async stop() {},
  }
}

async function nats(): Promise<Environment> {
  const broker = await startNatsBroker('path' in server ? server.path : '')
  const connection = await connect({ servers: broker.url.slice('nats://'.length) })
  const jsm = await jetstreamManager(connection)
  return {
    env: broker.env,
    async forgetPlace() {
      await jsm.consumers.delete('posts', 'notes-service')
    },
    async stop() {
      await connection.close()
      await broker.stop()
    },
  }
}

describe('effects by the embedded log', () => effects(embedded))
describe.skipIf(!('path' in server))('effects by NATS JetStream', () => effects(nats))
