import { MessageSent } from '@quark/contracts/events/messages'
import { until } from '@quark/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, send, startMessenger } from '../builders.js'
import { TestSocket } from '../test-socket.js'

const PATH = '/api/v1/conversations'

describe('the socket', () => {
  const sockets: TestSocket[] = []
  let messenger: Messenger
  let ada: Person
  let bob: Person
  let eve: Person
  let id: string
  beforeAll(async () => {
    messenger = await startMessenger()
    ada = await aPerson(messenger, 'ada')
    bob = await aPerson(messenger, 'bob')
    eve = await aPerson(messenger, 'eve')
    id = await aConversation([ada, bob])
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) await socket.close()
  })
  afterAll(() => messenger?.stop())

  async function live(person: Person, places: Record<string, number> = {}): Promise<TestSocket> {
    const socket = await TestSocket.live(messenger.url, await messenger.ticketFor(person.id), places)
    sockets.push(socket)
    return socket
  }

  it('acknowledges a message, brings it to both, the sender too, and tells the other modules who is away', async () => {
    const [a, b] = [await live(ada), await live(bob)]
    const ack = await a.send(id, 'Hello, Bob')
    for (const socket of [a, b]) {
      const { message } = await socket.next('message')
      expect(message).toMatchObject({ conversationId: id, seq: ack.seq, text: 'Hello, Bob', senderId: ada.id })
    }
    const told = { messageId: ack.messageId, recipientIds: [bob.id], awayIds: [], kind: 'direct', seq: ack.seq }
    expect(await messenger.published(MessageSent)).toContainEqual(expect.objectContaining(told))
    await b.close()
    await until('Bob is away', async () => !(await ada.get(`${PATH}/${id}`)).body.peer.online)
    await send(ada, id, 'Are you there?')
    expect((await messenger.published(MessageSent)).at(-1)).toMatchObject({ awayIds: [bob.id] })
  })

  it('acknowledges the same message again in the same way, and brings it once', async () => {
    const a = await live(ada)
    const clientId = crypto.randomUUID()
    const first = await a.send(id, 'Once', clientId)
    await a.next('message')
    a.frames.length = 0
    expect(await a.send(id, 'Once', clientId)).toEqual(first)
    a.frames.length = 0
    await expect(a.send(id, 'Twice', clientId)).rejects.toThrow('client-id-reused')
    await a.settled()
    expect(a.of('message')).toEqual([])
  })

  it('tells of edits and deletions', async () => {
    const b = await live(bob)
    const message = await send(ada, id, 'Helo')
    await ada.put(`${PATH}/${id}/messages/${message.id}`, { text: 'Hello' })
    expect(await b.next('edited')).toMatchObject({ messageId: message.id, seq: message.seq, text: 'Hello' })
    await ada.delete(`${PATH}/${id}/messages/${message.id}`)
    const [edited, deleted] = [await b.next('edited'), await b.next('deleted')]
    expect(deleted).toMatchObject({ messageId: message.id, seq: message.seq, change: edited.change + 1 })
  })

  it('tells the others who writes, and everybody how far somebody has read', async () => {
    const [a, b] = [await live(ada), await live(bob)]
    const { seq } = await send(ada, id, 'Read me')
    b.tell({ type: 'typing', conversationId: id })
    expect(await a.next('typing')).toMatchObject({ conversationId: id, userId: bob.id })
    b.tell({ type: 'read', conversationId: id, seq })
    expect(await a.next('read')).toMatchObject({ conversationId: id, reads: [{ userId: bob.id, seq }] })
    expect((await bob.get(`${PATH}/${id}`)).body).toMatchObject({ readSeq: seq, unread: 0 })
    await b.settled()
    expect(b.of('typing')).toEqual([])
  })

  it('tells who comes and goes to those who have a conversation of two with them', async () => {
    await until('nobody is left from before', async () => !(await ada.get(`${PATH}/${id}`)).body.peer.online)
    const [a, e] = [await live(ada), await live(eve)]
    const b = await live(bob)
    expect(await a.next('presence')).toMatchObject({ people: [{ userId: bob.id, online: true, lastSeenAt: null }] })
    expect(await b.next('presence')).toMatchObject({ people: [{ userId: ada.id, online: true }] })
    await b.close()
    const gone = await until('Bob went', () => a.of('presence').find(({ people }) => people[0]?.online === false))
    const { lastSeenAt } = gone.people[0] ?? {}
    await until('it is stored', async () => (await ada.get(`${PATH}/${id}`)).body.peer.lastSeenAt === lastSeenAt)
    await e.settled()
    expect(e.of('presence')).toEqual([])
  })

  it('begins with a new conversation at once, and brings each of its messages', async () => {
    const e = await live(eve)
    const group = await aConversation([ada, eve], 'New')
    await send(ada, group, 'one')
    await send(ada, group, 'two')
    const joined = await e.next('joined')
    await until('both messages', () => e.seqs(group).at(-1) === 2)
    expect([...Array(2).keys()].map((n) => n + 1).filter((seq) => seq > joined.seq)).toEqual(e.seqs(group))
  })

  it('ends for a member who is removed, at once, and begins again for one who is brought back', async () => {
    const group = await aConversation([ada, bob, eve], 'Removal')
    const [b, e] = [await live(bob), await live(eve)]
    await ada.delete(`${PATH}/${group}/members/${eve.id}`)
    expect(await e.next('left')).toMatchObject({ conversationId: group })
    await send(ada, group, 'Without Eve')
    await until('Bob has it', () => b.texts().includes('Without Eve'))
    await e.settled()
    expect(e.texts()).not.toContain('Without Eve')
    e.tell({ type: 'typing', conversationId: group })
    expect((await e.next('error')).code).toBe('conversation-not-found')
    await ada.post(`${PATH}/${group}/members`, { memberIds: [eve.id] })
    await e.next('joined')
    await send(ada, group, 'With Eve')
    await until('Eve has it', () => e.texts().includes('With Eve'))
    await e.resume({ [group]: 0 })
    expect(e.texts()).not.toContain('Without Eve')
  })

  it('ends for a person who is blocked, at once, and begins again when they are not', async () => {
    const [a, b] = [await live(ada), await live(bob)]
    expect((await ada.put(`/api/v1/blocks/${bob.id}`)).status).toBe(204)
    expect(await b.next('left')).toMatchObject({ conversationId: id })
    await expect(b.send(id, 'Why?')).rejects.toThrow('blocked')
    await expect(a.send(id, 'Because')).rejects.toThrow('blocked')
    const began = await bob.post(PATH, { memberIds: [ada.id, eve.id], title: 'Around the block' })
    expect(began).toMatchObject({ status: 403, body: { code: 'blocked' } })
    a.tell({ type: 'typing', conversationId: id })
    await a.settled()
    await b.settled()
    expect(b.of('typing')).toEqual([])
    expect((await ada.get('/api/v1/blocks')).body).toMatchObject({
      items: [{ id: bob.id, username: 'bob' }],
      nextCursor: null,
    })
    await ada.delete(`/api/v1/blocks/${bob.id}`)
    await b.next('joined')
    await b.send(id, 'Friends again')
    await until('Ada has it', () => a.texts().includes('Friends again'))
  })

  it('tells who comes later nothing of what was said before, edits included', async () => {
    const group = await aConversation([ada, bob], 'Late')
    const early = await send(ada, group, 'Before')
    const e = await live(eve)
    await ada.post(`${PATH}/${group}/members`, { memberIds: [eve.id] })
    await e.next('joined')
    await ada.put(`${PATH}/${group}/messages/${early.id}`, { text: 'Before, edited' })
    await send(ada, group, 'After')
    await until('Eve has what comes after', () => e.texts().includes('After'))
    await e.resume({ [group]: [0, 0] })
    expect(JSON.stringify(e.frames)).not.toContain('Before')
    expect(new Set(e.seqs(group))).toEqual(new Set([2, 3]))
  })
})
