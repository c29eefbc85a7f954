import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { service as gateway } from '@quark/api-gateway'
import { service as auth } from '@quark/auth-service'
import { ServerFrame } from '@quark/contracts/messenger'
import { service as messaging } from '@quark/messaging-service'
import { startTestPlatform, type TestPlatform, until } from '@quark/testing'
import { service as user } from '@quark/user-service'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

interface Person {
  id: string
  token: string
}

describe('the messenger through the front door', () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await startTestPlatform([gateway, auth, user, messaging])
  })
  afterAll(() => platform?.stop())

  async function register(username: string): Promise<Person> {
    const newcomer = { email: `${username}@example.com`, username, password: 'a quiet lake in winter' }
    const { body } = await platform.post('/api/v1/auth/register', newcomer)
    return { id: body.user.id, token: body.accessToken }
  }

  async function connect({ token }: Person): Promise<{ ws: WebSocket; frames: ServerFrame[] }> {
    const { body } = await platform.post('/api/v1/auth/ws-ticket', undefined, { token })
    const ws = new WebSocket(`${platform.url.replace('http', 'ws')}/api/v1/ws?token=${body.ticket}`, {
      origin: platform.url,
    })
    const frames: ServerFrame[] = []
    ws.on('message', (data) => frames.push(ServerFrame.parse(JSON.parse(data.toString()))))
    await until('ready', () => frames[0])
    ws.send('{"type":"resume","conversations":[]}')
    await until('live', () => frames.some(({ type }) => type === 'resumed'))
    return { ws, frames }
  }

  it('carries a message from one person to another, and ends with the session', async () => {
    const [ada, bob] = [await register('ada'), await register('bob')]
    const a = await connect(ada)
    const b = await connect(bob)
    const began = await platform.post('/api/v1/conversations', { memberIds: [bob.id] }, { token: ada.token })
    expect(began).toMatchObject({ status: 201, body: { peer: { username: 'bob', online: true } } })
    await until('Bob hears of it', () => b.frames.some(({ type }) => type === 'joined'))
    a.ws.send(JSON.stringify({ type: 'send', conversationId: began.body.id, clientId: randomUUID(), text: 'Привет!' }))
    const heard = await until('the message', () => b.frames.find((frame) => frame.type === 'message'))
    expect(heard.message).toMatchObject({ text: 'Привет!', senderId: ada.id, seq: 1 })

    const closed = once(b.ws, 'close')
    const sessions = await platform.get('/api/v1/auth/sessions', { token: bob.token })
    await platform.delete(`/api/v1/auth/sessions/${sessions.body.items?.[0]?.id ?? sessions.body[0]?.id}`, {
      token: bob.token,
    })
    expect((await closed)[0]).toBe(4401)
    const ticket = await platform.post('/api/v1/auth/ws-ticket', undefined, { token: bob.token })
    expect(ticket).toMatchObject({ status: 401, body: { code: 'session-ended' } })
    a.ws.close()
  })
})
