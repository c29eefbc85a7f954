import { type NatsTestBroker, startNatsBroker, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, send, startMessenger } from '../builders.js'
import { TestSocket } from '../test-socket.js'

const PATH = '/api/v1/conversations'
const server = inject('natsServer')

describe.each(['LISTEN/NOTIFY', 'NATS'])('two replicas over %s', (driver) => {
  const missing = driver === 'NATS' && 'missing' in server
  let broker: NatsTestBroker | undefined
  let messenger: Messenger
  let other: TestService
  let ada: Person
  let bob: Person
  let id: string

  beforeAll(async () => {
    if (missing) return
    if (driver === 'NATS' && 'path' in server) broker = await startNatsBroker(server.path)
    messenger = await startMessenger({ env: broker ? { NATS_URL: broker.url } : {} })
    other = await messenger.replica()
    ada = await aPerson(messenger, 'ada')
    bob = await aPerson(messenger, 'bob')
    id = await aConversation([ada, bob])
  })
  afterAll(async () => {
    await messenger?.stop()
    await broker?.stop()
  })

  const live = async (url: string, person: Person, places = {}): Promise<TestSocket> =>
    TestSocket.live(url, await messenger.ticketFor(person.id), places)

  it.skipIf(missing)('bring messages to each other’s sockets, each once and in order', async () => {
    const [a, b] = [await live(messenger.url, ada), await live(other.url, bob)]
    const acks = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? a.send(id, `a${n}`) : b.send(id, `b${n}`))),
    )
    const expected = acks.map(({ seq }) => seq).sort((x, y) => x - y)
    for (const socket of [a, b]) {
      await until('all messages', () => socket.seqs(id).length >= expected.length)
      await socket.settled()
      expect(socket.seqs(id)).toEqual(expected)
    }
    await Promise.all([a.close(), b.close()])
  })

  it.skipIf(missing)('tell each other of edits, of who writes, reads, comes and goes', async () => {
    const a = await live(messenger.url, ada)
    const b = await live(other.url, bob)
    await until('Ada hears that Bob came', () => a.of('presence').some(({ people }) => people[0]?.online))
    expect(await b.next('presence')).toMatchObject({ people: [{ userId: ada.id, online: true }] })
    const message = await send(ada, id, 'Helo')
    await ada.put(`${PATH}/${id}/messages/${message.id}`, { text: 'Hello' })
    expect(await b.next('edited')).toMatchObject({ text: 'Hello' })
    b.tell({ type: 'typing', conversationId: id })
    b.tell({ type: 'read', conversationId: id, seq: message.seq })
    expect(await a.next('typing')).toMatchObject({ userId: bob.id })
    expect(await a.next('read')).toMatchObject({ reads: [{ userId: bob.id, seq: message.seq }] })
    await b.close()
    await until('Ada hears that Bob went', () => a.of('presence').some(({ people }) => people[0]?.online === false))
    await a.close()
  })

  it.skipIf(missing)('end and begin a stream for a member at the other', async () => {
    const group = await aConversation([ada, bob], 'Group')
    const b = await live(other.url, bob)
    await ada.delete(`${PATH}/${group}/members/${bob.id}`)
    expect(await b.next('left')).toMatchObject({ conversationId: group })
    await ada.post(`${PATH}/${group}/members`, { memberIds: [bob.id] })
    expect(await b.next('joined')).toMatchObject({ conversationId: group })
    await b.close()
  })

  it.skipIf(missing)('are not needed both: who was at the one that stops goes on at the other', async () => {
    const second = await messenger.replica()
    const b = await live(second.url, bob)
    const { seq } = await send(ada, id, 'before')
    await until('it is there', () => b.seqs(id).includes(seq))
    await second.stop()
    expect(await until('the goodbye', () => b.closed)).toMatchObject({ code: 1001 })
    await send(ada, id, 'meanwhile')
    const again = await live(other.url, bob, { [id]: seq })
    expect(again.texts()).toEqual(['meanwhile'])
    await again.close()
  })
})
