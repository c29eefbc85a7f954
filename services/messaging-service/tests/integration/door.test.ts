import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { SessionEnded } from '@quark/contracts/events/auth'
import { UserDeleted } from '@quark/contracts/events/user'
import { until } from '@quark/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { aConversation, aPerson, type Messenger, type Person, send, startMessenger } from '../builders.js'
import { refusedSocket, TestSocket } from '../test-socket.js'

const WS = '/api/v1/ws'

describe('the door of the socket', () => {
  let messenger: Messenger
  let ada: Person
  beforeAll(async () => {
    messenger = await startMessenger({
      env: { PUBLIC_URL: 'https://quark.example', CORS_ORIGINS: 'https://friend.example', SOCKETS_PER_PERSON: '3' },
    })
    ada = await aPerson(messenger, 'ada')
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  afterAll(() => messenger?.stop())

  const refuse = (path: string, headers = {}) => refusedSocket(messenger.url, path, headers)
  const withTicket = async (person = ada, claims = {}) => `${WS}?token=${await messenger.ticketFor(person.id, claims)}`

  it('opens for a ticket once, at whichever replica', async () => {
    const ticket = await messenger.ticketFor(ada.id)
    const socket = await TestSocket.open(messenger.url, ticket)
    expect(await socket.next('ready')).toMatchObject({ userId: ada.id })
    const replica = await messenger.replica()
    for (const url of [messenger.url, replica.url]) {
      expect(await refusedSocket(url, `${WS}?token=${ticket}`)).toMatchObject({
        status: 401,
        body: { code: 'ticket-used' },
      })
    }
    await replica.stop()
    await socket.close()
  })

  it('stays shut without a ticket, with one that is made up, too late, or of another kind', async () => {
    const late = await withTicket()
    expect(await refuse(WS)).toMatchObject({ status: 401, body: { code: 'ticket-missing' } })
    expect(await refuse(`${WS}?token=nonsense`)).toMatchObject({ status: 401, body: { code: 'token-invalid' } })
    const token = await messenger.ticketFor(ada.id)
    expect(await refuse(`${WS}?token=${token.slice(0, -4)}AAAA`)).toMatchObject({ status: 401 })
    expect(await refuse(`/api/v1/conversations?token=${token}`)).toMatchObject({ status: 404 })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect(await refuse(late)).toMatchObject({ status: 401, body: { code: 'token-expired' } })
  })

  it('opens for pages of this site and of named ones, and for programs; the ticket of a foreign page stays good', async () => {
    const path = await withTicket()
    const foreign = { status: 403, body: { code: 'foreign-origin' } }
    for (const origin of ['https://evil.example', 'null', 'https://quark.example.evil.example']) {
      expect(await refuse(path, { origin })).toMatchObject(foreign)
    }
    const ticket = path.split('=')[1] ?? ''
    await (await TestSocket.open(messenger.url, ticket, { origin: messenger.url })).close()
    for (const origin of ['https://quark.example', 'https://friend.example']) {
      await (await TestSocket.open(messenger.url, await messenger.ticketFor(ada.id), { origin })).close()
    }
  })

  it('says what it is to a plain request', async () => {
    const answer = await messenger.get(WS)
    expect(answer).toMatchObject({ status: 426, body: { code: 'upgrade-required' } })
    expect(answer.headers.get('upgrade')).toBe('websocket')
  })

  it('refuses a handshake that is none', async () => {
    const headers = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'short',
    }
    const request = get(messenger.url + (await withTicket()), { headers })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(400)
    expect(await json(answer)).toMatchObject({ code: 'handshake-invalid' })
  })

  it('lets a person have so many sockets', async () => {
    const bob = await aPerson(messenger)
    const sockets = []
    for (let n = 0; n < 3; n++) sockets.push(await TestSocket.open(messenger.url, await messenger.ticketFor(bob.id)))
    const answer = await refuse(await withTicket(bob))
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-sockets' }, headers: { 'retry-after': '60' } })
    for (const socket of sockets) await socket.close()
  })

  it('closes what is open for a session that ends, at every replica, and lets none of its tickets in', async () => {
    const bob = await aPerson(messenger)
    const [sid, other] = [randomUUID(), randomUUID()]
    const replica = await messenger.replica()
    const here = await TestSocket.open(messenger.url, await messenger.ticketFor(bob.id, { sid }))
    const there = await TestSocket.open(replica.url, await messenger.ticketFor(bob.id, { sid }))
    const kept = await TestSocket.live(replica.url, await messenger.ticketFor(bob.id, { sid: other }))
    const early = await withTicket(bob, { sid })
    await messenger.publish(SessionEnded, { sessionId: sid, userId: bob.id })
    for (const socket of [here, there]) {
      expect(await until('the socket is closed', () => socket.closed)).toMatchObject({ code: 4401 })
    }
    expect(await refuse(early)).toMatchObject({ status: 401, body: { code: 'session-ended' } })
    const id = await aConversation([ada, bob])
    await send(ada, id, 'Still there?')
    await until('the other session hears', () => kept.texts().includes('Still there?'))
    await kept.close()
    await replica.stop()
  })

  it('closes what a person has open whose account is deleted, and lets them in no more', async () => {
    const bob = await aPerson(messenger)
    const socket = await TestSocket.open(messenger.url, await messenger.ticketFor(bob.id))
    await messenger.publish(UserDeleted, { userId: bob.id })
    expect(await until('the socket is closed', () => socket.closed)).toMatchObject({ code: 4401 })
    expect(await refuse(await withTicket(bob))).toMatchObject({ status: 403, body: { code: 'account-deleted' } })
  })
})
