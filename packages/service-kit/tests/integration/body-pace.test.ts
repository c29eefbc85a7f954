import { type ClientRequest, type IncomingMessage, request, type Server } from 'node:http'
import { closeServer, listenHttp, portOf } from '@quark/service-kit'
import { until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const PACE = { windowMs: 200, bytes: 1000 }

describe('the pace of a body', () => {
  let server: Server
  let broken = 0
  beforeAll(async () => {
    server = await listenHttp(
      {
        handle: (incoming, response) => {
          let bytes = 0
          incoming.on('data', (chunk: Buffer) => {
            bytes += chunk.length
          })
          incoming.on('end', () => response.end(String(bytes)))
          incoming.on('error', () => {})
          incoming.on('close', () => {
            if (!incoming.complete) broken++
          })
        },
      },
      '127.0.0.1',
      0,
      PACE,
    )
  })
  afterAll(() => {
    server.closeAllConnections()
    return closeServer(server)
  })

  /** Sends a piece every 20 ms until so many are sent or the connection ends. */
  async function send(piece: string, times: number): Promise<{ status?: number; text: string; sent: number }> {
    const sending = request({ port: portOf(server), method: 'POST', agent: false })
    const ended = answerOf(sending)
    let sent = 0
    const tick = setInterval(() => {
      if (sent++ < times) sending.write(piece)
      else sending.end()
    }, 20)
    const answer = await ended
    clearInterval(tick)
    return { ...answer, sent }
  }

  const answerOf = (sending: ClientRequest): Promise<{ status?: number; text: string }> =>
    new Promise((resolve) => {
      sending.on('error', () => resolve({ text: '' }))
      sending.on('response', async (response: IncomingMessage) => {
        const chunks = await response.toArray()
        resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() })
      })
    })

  it('lets one that keeps it take as long as it takes', async () => {
    expect(await send('x'.repeat(500), 50)).toMatchObject({ status: 200, text: '25000' })
  })

  it('ends one that trickles, and tells both sides', async () => {
    const before = broken
    const { status, text, sent } = await send('x', 1000)

    expect({ status, text }).toMatchObject({ status: 408, text: expect.stringContaining('request-timeout') })
    expect(sent).toBeLessThan(500)
    await until('the handler has seen it end', async () => broken === before + 1)
  })

  it('ends one that comes quickly and then no more', async () => {
    const sending = request({ port: portOf(server), method: 'POST', agent: false })
    sending.write('x'.repeat(500_000))

    expect(await answerOf(sending)).toMatchObject({ status: 408 })
  })

  it('does not ask a small one for more than it has', async () => {
    expect(await send('x', 3)).toMatchObject({ status: 200, text: '3' })
  })
})
