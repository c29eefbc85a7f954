import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { until } from '@quark/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, send, startMessenger } from '../builders.js'
import { TestSocket } from '../test-socket.js'

describe('bad frames', () => {
  const sockets: TestSocket[] = []
  let messenger: Messenger
  let ada: Person
  let bob: Person
  let eve: Person
  let id: string
  beforeAll(async () => {
    messenger = await startMessenger({
      env: {
        MESSAGES_PER_MINUTE: '5',
        SOCKET_FRAMES_PER_SECOND: '10',
        SOCKET_BUFFER_BYTES: '65536',
        CONVERSATIONS_PER_DAY: '3',
        SOCKET_PING_SECONDS: '1',
      },
    })
    ada = await aPerson(messenger, 'ada')
    bob = await aPerson(messenger, 'bob')
    eve = await aPerson(messenger, 'eve')
    id = await aConversation([ada, bob])
  })
  afterEach(async () => {
    // Whatever was sent, the server keeps serving.
    expect((await ada.get('/health')).status).toBe(200)
    for (const socket of sockets.splice(0)) socket.ws.terminate()
  })
  afterAll(() => messenger?.stop())

  async function live(person: Person): Promise<TestSocket> {
    const socket = await TestSocket.live(messenger.url, await messenger.ticketFor(person.id))
    sockets.push(socket)
    return socket
  }

  it.each([
    ['no JSON', 'hello {'],
    ['nothing', ''],
    ['a number', '7'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no type', '{}'],
    ['an unknown type', '{"type":"shout"}'],
    ['an unknown field', '{"type":"ping","loud":true}'],
    ['a poisoned prototype', '{"__proto__":{"type":"ping"}}'],
    [
      'a place that is none',
      `{"type":"resume","conversations":[{"conversationId":"${randomUUID()}","seq":-1,"change":0}]}`,
    ],
    [
      'a place beyond all',
      `{"type":"resume","conversations":[{"conversationId":"${randomUUID()}","seq":1e99,"change":0}]}`,
    ],
    ['an id that is none', '{"type":"typing","conversationId":"1"}'],
    ['depth', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ])('that are %s get an error and change nothing', async (_, data) => {
    const a = await live(ada)
    a.tell(data)
    expect(await a.next('error')).toMatchObject({
      code: 'invalid-frame',
      detail: expect.stringContaining('messenger.md'),
    })
    await a.settled()
    expect(a.closed).toBeUndefined()
  })

  it.each([
    ['too long', 'x'.repeat(4001), 'invalid-frame'],
    ['empty', '  ', 'invalid-frame'],
    ['with a NUL', 'a\u0000b', 'invalid-frame'],
    ['with half a surrogate pair', 'a\ud800b', 'invalid-frame'],
  ])('with a text that is %s get an error with their clientId', async (_, text, code) => {
    const a = await live(ada)
    const clientId = randomUUID()
    a.tell({ type: 'send', conversationId: id, clientId, text })
    expect(await a.next('error')).toMatchObject({ code, clientId })
  })

  it('for somebody else’s conversation get the same answer as for one that is not there', async () => {
    const e = await live(eve)
    for (const conversationId of [id, randomUUID()]) {
      await expect(e.send(conversationId, 'x')).rejects.toThrow('conversation-not-found')
      e.frames.length = 0
      for (const type of ['typing', 'read']) e.tell({ type, conversationId, ...(type === 'read' && { seq: 1 }) })
      await until('two errors', () => e.of('error').length === 2)
      expect(e.of('error').map(({ code }) => code)).toEqual(['conversation-not-found', 'conversation-not-found'])
      e.frames.length = 0
      await e.resume({ [conversationId]: 0 })
      expect(e.of('left')).toMatchObject([{ conversationId }])
      expect(e.of('message')).toEqual([])
    }
  })

  it('that are binary, or too large, close with the code for it', async () => {
    const [a, b] = [await live(ada), await live(bob)]
    a.ws.send(Buffer.from('{"type":"ping"}'))
    b.ws.send('x'.repeat(70_000))
    expect(await until('closed', () => a.closed)).toMatchObject({ code: 1003 })
    expect(await until('closed', () => b.closed)).toMatchObject({ code: 1009 })
  })

  it('that break the protocol of WebSockets close with the code for it', async () => {
    const a = await live(ada)
    // biome-ignore lint/suspicious/noExplicitAny: no API of a client lets one send what no client may.
    ;(a.ws as any)._socket.write(Buffer.from([0x81, 0x05, 1, 2, 3, 4, 5]))
    expect(await until('closed', () => a.closed)).toMatchObject({ code: 1002 })
  })

  it('ten times within a minute close, and so does a flood', async () => {
    const [a, b] = [await live(ada), await live(bob)]
    for (let n = 0; n < 10; n++) a.tell('nonsense')
    expect(await until('closed', () => a.closed)).toMatchObject({ code: 4400 })
    for (let n = 0; n < 200; n++) b.tell({ type: 'ping' })
    expect(await until('closed', () => b.closed)).toMatchObject({ code: 4429 })
    expect(b.of('error').at(-1)).toMatchObject({ code: 'too-many-frames', retryAfter: 60 })
  })

  it('of a person who sends too much are refused with when to try again, over the socket and by REST alike', async () => {
    const cy = await aPerson(messenger, 'cy')
    const own = await aConversation([cy, ada])
    const c = await live(cy)
    for (let n = 0; n < 5; n++) await c.send(own, `${n}`)
    await expect(c.send(own, 'one too many')).rejects.toThrow('too-many-messages')
    const retryAfter = c.of('error')[0]?.retryAfter ?? 0
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(60)
    const body = { clientId: randomUUID(), text: 'by REST' }
    const answer = await cy.post(`/api/v1/conversations/${own}/messages`, body)
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-messages' } })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('aside, a person begins so many conversations in a day', async () => {
    const dan = await aPerson(messenger, 'dan')
    for (let n = 0; n < 3; n++) await aConversation([dan, ada], `Group ${n}`)
    const answer = await dan.post('/api/v1/conversations', { memberIds: [ada.id], title: 'One more' })
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-conversations' } })
  })

  it('aside, who does not read is closed within bounds, and resumes without a loss', async () => {
    const [slow, group] = [await live(eve), await aConversation([eve, ada], 'Slow')]
    await until('it hears of the group', () => slow.of('joined').length > 0)
    slow.ws.pause()
    await messenger.db`
      with c as (update conversation set last_seq = 2000 where id = ${group} returning id)
      insert into message (id, conversation_id, seq, sender_id, client_id, text, sent_at)
      select gen_random_uuid(), c.id, n, ${ada.id}, gen_random_uuid(), repeat('long ', 800), now() from c, generate_series(1, 2000) n`
    await send(ada, group, 'The last')
    await until(
      'it is not there any more',
      async () => {
        const { body } = await ada.get(`/api/v1/conversations/${group}`)
        return body.members.every((member: { id: string; online: boolean }) => member.id !== eve.id || !member.online)
      },
      25_000,
    )
    slow.ws.resume()
    await until('the client hears of it', () => slow.closed)
    const had = slow.seqs(group)
    expect(had).toEqual(had.map((_, n) => n + 1))
    expect(had.length).toBeLessThan(2001)
  })

  it('aside, who is silent is pinged, and closed when no pong comes', async () => {
    const quiet = await TestSocket.open(messenger.url, await messenger.ticketFor(ada.id))
    sockets.push(quiet)
    expect(await until('closed for want of a resume', () => quiet.closed, 15_000)).toMatchObject({ code: 4408 })
    const a = await live(ada)
    const raw = (a.ws as unknown as { _socket: ReturnType<typeof connect> })._socket
    raw.pause()
    await until(
      'it is given up',
      async () => {
        const { body } = await bob.get(`/api/v1/conversations/${id}`)
        return body.peer.online === false
      },
      25_000,
    )
  }, 45_000)
})
