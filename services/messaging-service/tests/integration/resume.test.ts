import { randomUUID } from 'node:crypto'
import { until } from '@quark/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, send, startMessenger } from '../builders.js'
import { TestSocket } from '../test-socket.js'

const PATH = '/api/v1/conversations'
const from = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, n) => first + n)

describe('a client that comes back', () => {
  const sockets: TestSocket[] = []
  let messenger: Messenger
  let ada: Person
  let bob: Person
  beforeAll(async () => {
    messenger = await startMessenger()
    ada = await aPerson(messenger, 'ada')
    bob = await aPerson(messenger, 'bob')
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) await socket.close()
  })
  afterAll(() => messenger?.stop())

  async function open(person: Person): Promise<TestSocket> {
    const socket = await TestSocket.open(messenger.url, await messenger.ticketFor(person.id))
    sockets.push(socket)
    return socket
  }

  /** So many messages, made at once. */
  async function fill(conversationId: string, count: number): Promise<void> {
    await messenger.db`
      with c as (update conversation set last_seq = last_seq + ${count} where id = ${conversationId} returning last_seq - ${count} as base)
      insert into message (id, conversation_id, seq, sender_id, client_id, text, sent_at)
      select gen_random_uuid(), ${conversationId}, base + n, ${ada.id}, gen_random_uuid(), 'Message ' || n, now()
      from c, generate_series(1, ${count}::int) n`
  }

  it('gets exactly what it missed, in order, and then what comes', async () => {
    const id = await aConversation([ada, bob], 'Missed')
    await fill(id, 450)
    const b = await open(bob)
    await b.resume({ [id]: 7 })
    await send(ada, id, 'Live')
    await until('the live one', () => b.texts().includes('Live'))
    expect(b.seqs(id)).toEqual(from(8, 451))
    expect(b.of('synced')).toMatchObject([{ conversationId: id, seq: 450, change: 0 }])
  })

  it('misses and doubles nothing while others write all the time', async () => {
    const id = await aConversation([ada, bob], 'Busy')
    let stop = false
    let sent = 0
    const writing = (async () => {
      while (!stop) {
        await Promise.all([1, 2, 3].map(() => send(ada, id, 'x')))
        sent += 3
      }
    })()
    for (let turn = 0, seq = 0; turn < 10; turn++) {
      const b = await open(bob)
      await b.resume({ [id]: seq })
      const seen = b.seqs(id).length
      await until('something live', () => b.seqs(id).length > seen + 3)
      await b.close()
      const had = b.seqs(id)
      expect(had).toEqual(from(seq + 1, seq + had.length))
      seq += had.length
    }
    stop = true
    await writing
    expect((await ada.get(`${PATH}/${id}`)).body.seq).toBe(sent)
  })

  it('hears of messages that were edited or deleted meanwhile, as they are now', async () => {
    const id = await aConversation([ada, bob], 'Changes')
    const [one, two, three] = [await send(ada, id, 'one'), await send(ada, id, 'two'), await send(ada, id, 'three')]
    const b = await open(bob)
    await b.resume({ [id]: 3 })
    await b.close()
    await ada.put(`${PATH}/${id}/messages/${one.id}`, { text: 'one, again' })
    await ada.put(`${PATH}/${id}/messages/${one.id}`, { text: 'one, at last' })
    await ada.delete(`${PATH}/${id}/messages/${two.id}`)
    const four = await send(ada, id, 'four')
    await ada.put(`${PATH}/${id}/messages/${four.id}`, { text: 'four, edited' })

    const again = await open(bob)
    await again.resume({ [id]: [3, 0] })
    expect(again.texts()).toEqual(['four, edited'])
    expect(again.of('edited')).toMatchObject([{ messageId: one.id, text: 'one, at last', change: 2 }])
    expect(again.of('deleted')).toMatchObject([{ messageId: two.id, change: 3 }])
    expect(again.of('synced')).toMatchObject([{ seq: 4, change: 4 }])
    again.frames.length = 0
    await again.resume({ [id]: [4, 4] })
    await ada.put(`${PATH}/${id}/messages/${three.id}`, { text: 'three, live' })
    expect(await again.next('edited')).toMatchObject({ messageId: three.id, change: 5 })
    expect(again.of('message')).toEqual([])
  })

  it('that is far behind is told of the gap, and gets the newest thousand', async () => {
    const id = await aConversation([ada, bob], 'Far')
    await fill(id, 1300)
    const b = await open(bob)
    await b.resume({ [id]: 100 })
    expect(b.of('gap')).toMatchObject([{ conversationId: id, after: 100, before: 301 }])
    expect(b.seqs(id)).toEqual(from(301, 1300))
  })

  it('may say that it is where it cannot be, and still hears what comes', async () => {
    const id = await aConversation([ada, bob], 'Ahead')
    await send(ada, id, 'one')
    const b = await open(bob)
    await b.resume({ [id]: [999_999, 5], [randomUUID()]: 3 })
    expect(b.of('synced')).toMatchObject([{ conversationId: id, seq: 1, change: 0 }])
    expect(b.of('left')).toHaveLength(1)
    await send(ada, id, 'two')
    await until('the live one', () => b.texts().includes('two'))
    expect(b.seqs(id)).toEqual([2])
  })

  it('hears nothing before it has said where it is', async () => {
    const id = await aConversation([ada, bob], 'Silent')
    const b = await open(bob)
    await send(ada, id, 'early')
    await b.settled()
    expect(b.frames.map(({ type }) => type)).toEqual(['ready', 'pong'])
    await b.resume({ [id]: 0 })
    expect(b.texts()).toEqual(['early'])
  })

  it('finds everything after the server was restarted', async () => {
    const id = await aConversation([ada, bob], 'Restart')
    const replica = await messenger.replica()
    const b = await TestSocket.live(replica.url, await messenger.ticketFor(bob.id))
    await send(ada, id, 'before')
    await until('it is there', () => b.texts().includes('before'))
    await replica.stop()
    expect(b.closed).toMatchObject({ code: 1001 })
    await send(ada, id, 'while it was down')
    const next = await messenger.replica()
    const again = await TestSocket.live(next.url, await messenger.ticketFor(bob.id), { [id]: 1 })
    expect(again.texts()).toEqual(['while it was down'])
    await next.stop()
  })
})
