import type { Readable } from 'node:stream'
import { eventText } from '@quark/service-kit'
import { until } from '@quark/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp, TRANSPORTS } from '../edge-stand.js'
import { echoService, openStreams } from '../fixtures/echo-service/echo.js'

describe.each(TRANSPORTS)('a stream of events of a module %s', (transport) => {
  let edge: EdgeStand
  beforeEach(async () => {
    edge = await standUp({ transport, modules: [echoService] })
  })
  afterEach(async () => {
    await edge.stop()
  })

  const listen = async (signal?: AbortSignal) => {
    const headers = { accept: 'text/event-stream' }
    const response = await fetch(`${edge.url}/api/v1/echo/events`, { headers, signal })
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const next = async (): Promise<string | undefined> => {
      const { value, done } = await reader.read()
      return done ? undefined : new TextDecoder().decode(value)
    }
    return { response, next }
  }
  const tell = (id: number): void => {
    for (const stream of openStreams) (stream as Readable).push(eventText({ id, event: 'more', data: { id } }))
  }

  it('brings each event when it is told, with nothing kept back', async () => {
    const { response, next } = await listen()
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(await next()).toBe('id: 1\nevent: hello\ndata: {}\n\n')
    for (const id of [2, 3]) {
      tell(id)
      expect(await next()).toBe(`id: ${id}\nevent: more\ndata: {"id":${id}}\n\n`)
    }
  })

  it('closes in the module when the client goes', async () => {
    const gone = new AbortController()
    const { next } = await listen(gone.signal)
    await next()
    expect(openStreams.size).toBe(1)
    gone.abort()
    await until('the module has let go of it', () => openStreams.size === 0)
  })

  it('ends in an orderly way when the gateway stops, and does not hold it up', async () => {
    const { next } = await listen()
    await next()
    const start = performance.now()
    const closing = edge.closeFront()
    expect(await next()).toBeUndefined()
    await closing
    expect(performance.now() - start).toBeLessThan(3000)
    await until('the module has let go of it', () => openStreams.size === 0)
  })

  it('takes no place of other requests, however many there are', async () => {
    const gone = new AbortController()
    const streams = await Promise.all(Array.from({ length: 150 }, () => listen(gone.signal)))
    await Promise.all(streams.map(({ next }) => next()))
    expect(await edge.get('/api/v1/echo')).toMatchObject({ status: 200 })
    gone.abort()
    await until('the module has let go of them', () => openStreams.size === 0)
  })
})
