import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { json } from 'node:stream/consumers'
import { until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type EdgeStand, standUp, TRANSPORTS } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'
import { rawBytes } from '../raw-request.js'

/** The answer to an attempt that is refused. */
async function refused(port: number, path: string, headers: Record<string, string> = {}) {
  const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  ws.on('error', () => {})
  const [, answer] = (await once(ws, 'unexpected-response')) as [unknown, IncomingMessage]
  return { status: answer.statusCode, headers: answer.headers, body: await json(answer) }
}

async function open(port: number, path: string, headers: Record<string, string> = {}) {
  const heard: string[] = []
  const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers })
  ws.on('message', (data) => heard.push(data.toString()))
  await once(ws, 'open')
  const first = JSON.parse(await until('the first word', () => heard.shift()))
  return { ws, heard, first }
}

describe.each(TRANSPORTS)('a WebSocket of a module %s', (transport) => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ transport, modules: [echoService, pagesService] })
  })
  afterAll(() => edge.stop())

  it('goes the way of a request, path and headers included, and then both ways', async () => {
    const stranger = { 'x-quark-client-ip': '6.6.6.6', 'x-forwarded-for': '7.7.7.7', origin: 'https://quark.example' }
    const { ws, heard, first } = await open(edge.port, '/api/v1/echo?token=a%20b', stranger)
    expect(first.url).toBe('/api/v1/echo?token=a%20b')
    expect(first.headers.origin).toBe('https://quark.example')
    expect(first.headers['x-quark-client-ip']).not.toBe('6.6.6.6')
    expect(JSON.stringify(first)).not.toContain('7.7.7.7')
    const large = 'ё'.repeat(200_000)
    for (const text of ['one', 'two', large]) ws.send(text)
    await until('all is said back', () => heard.length === 3)
    expect(heard).toEqual(['one', 'two', large])
    ws.close(4000)
    expect((await once(ws, 'close'))[0]).toBe(4000)
  })

  it('is refused in the words of the module', async () => {
    const answer = await refused(edge.port, '/api/v1/echo?refuse')
    expect(answer).toMatchObject({ status: 403, body: { code: 'echo-refused' }, headers: { 'retry-after': '7' } })
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })

  it('is refused by the edge where nobody takes one', async () => {
    expect(await refused(edge.port, '/api/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 'route-not-found' },
    })
    for (const path of ['/', '/api/docs']) {
      expect(await refused(edge.port, path)).toMatchObject({ status: 400, body: { code: 'no-upgrade' } })
    }
  })

  it('counts against the limit of the address and of the route, and the answer says when to try again', async () => {
    const limited = await standUp({ transport, modules: [echoService], env: { RATE_LIMIT_PER_HOUR: '3' } })
    for (let n = 0; n < 3; n++) (await open(limited.port, '/api/v1/echo')).ws.terminate()
    const answer = await refused(limited.port, '/api/v1/echo')
    expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.headers['ratelimit-remaining']).toBe('0')
    await limited.stop()
  })

  it('ends with the other side, whichever goes first', async () => {
    const { ws } = await open(edge.port, '/api/v1/echo')
    ws.terminate()
    const cut = await open(edge.port, '/api/v1/echo')
    cut.ws.send('still there')
    await until('it is', () => cut.heard[0])
    cut.ws.terminate()
    expect((await edge.get('/api/v1/echo')).status).toBe(200)
  })

  it('is told of a stop, and the stop does not wait for it', async () => {
    const stopping = await standUp({ transport, modules: [echoService] })
    const { ws } = await open(stopping.port, '/api/v1/echo')
    const closed = once(ws, 'close')
    await stopping.stop()
    const [code] = await closed
    expect(transport === 'in process' ? [1001] : [1001, 1006]).toContain(code)
  })
})

describe('the front door', () => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ modules: [echoService], absent: [] })
  })
  afterAll(() => edge.stop())

  it('answers a request that merely offers another protocol', async () => {
    const offer = 'GET /api/v1/echo HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n'
    expect(await rawBytes(edge.port, offer)).toContain('HTTP/1.1 200 OK')
  })

  it('keeps serving beside thousands of connections that say nothing, and bounds them', async () => {
    const silent: Socket[] = []
    let open = 0
    for (let n = 0; n < 3000; n++) {
      const socket = connect(edge.port, '127.0.0.1', () => open++)
      socket.on('error', () => {})
      socket.on('close', () => open--)
      silent.push(socket)
      if (n % 2 === 0) socket.write('GET /api/v1/ws HTTP/1.1\r\nUpgrade: websoc')
      if (n % 100 === 99) {
        await until('these are connected or cut', () => silent.every(({ connecting }) => !connecting))
        expect((await edge.get('/api/v1/echo')).status).toBe(200)
        const talking = await openSocket(edge)
        talking.terminate()
      }
    }
    await until('all but a few are cut', () => open <= 256)
    expect(open).toBeGreaterThan(0)
    for (const socket of silent) socket.destroy()
  }, 60_000)
})

const openSocket = async ({ port }: EdgeStand): Promise<WebSocket> => (await open(port, '/api/v1/echo')).ws
