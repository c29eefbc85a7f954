import { randomUUID } from 'node:crypto'
import { until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, INTERNAL_KEY, standUp, TRANSPORTS } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService, witnessed } from '../fixtures/pages-service/pages.js'
import { raw } from '../raw-request.js'

describe.each(TRANSPORTS)('a module %s', (transport) => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ transport, modules: [echoService, pagesService] })
  })
  afterAll(() => edge.stop())

  it('gets the request with the id, the address and the caller that the edge found', async () => {
    const ada = randomUUID()
    const { status, headers, body } = await edge.as(ada).get('/api/v1/echo')

    expect(status).toBe(200)
    expect(body).toMatchObject({ url: '/api/v1/echo', caller: ada, clientIp: '127.0.0.1' })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(body.headers['x-request-id']).toBe(body.requestId)
  })

  it('gets path and query byte for byte', async () => {
    const { body } = await edge.get('/api/v1/echo?q=a%20b&q=%D1%91&empty=')
    expect(body.url).toBe('/api/v1/echo?q=a%20b&q=%D1%91&empty=')
  })

  it('gets the host that the client asked for', async () => {
    const answer = await raw({ port: edge.port, path: '/api/v1/echo', headers: { host: 'quark.example' } })
    expect(JSON.parse(answer.text).headers.host).toBe('quark.example')
  })

  it('never sees what a stranger says in the name of the gateway', async () => {
    const { body, headers } = await edge.get('/api/v1/echo', {
      headers: {
        'x-quark-key': 'guessed',
        'x-quark-client-ip': '6.6.6.6',
        'x-request-id': 'mine',
        'x-forwarded-for': '7.7.7.7',
        'x-forwarded-proto': 'https',
        'x-real-ip': '8.8.8.8',
        forwarded: 'for=9.9.9.9',
      },
    })

    expect(body.clientIp).toBe('127.0.0.1')
    expect(headers.get('x-request-id')).not.toBe('mine')
    expect(JSON.stringify(body)).not.toMatch(/guessed|6\.6\.6\.6|mine|7\.7\.7\.7|8\.8\.8\.8|9\.9\.9\.9/)
    expect(body.headers['x-forwarded-proto']).toBe('http')
  })

  it('hears the address of the person from a module that calls for that person', async () => {
    const headers = { 'x-quark-key': INTERNAL_KEY, 'x-quark-client-ip': '203.0.113.9', 'x-request-id': 'the-first' }
    const overHttp = await edge.get('/api/v1/echo', { headers })
    expect(overHttp.body).toMatchObject({ clientIp: '203.0.113.9', requestId: 'the-first' })

    const call = edge.host.peers.http('api-gateway')
    const inProcess = await call('/api/v1/echo', { edge: { clientIp: '203.0.113.9', requestId: 'the-second' } })
    expect(await inProcess.json()).toMatchObject({ clientIp: '203.0.113.9', requestId: 'the-second' })
  })

  it('answers with its own status, body and cookies', async () => {
    const page = await edge.get('/b/ada')
    expect(page).toMatchObject({ status: 200, body: '<p>/b/ada</p>' })
    expect((await edge.get('/api/v1/echo/nothing')).status).toBe(204)
    expect((await edge.get('/api/v1/echo/own-headers')).headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('may set a security header of its own, and adds to Vary', async () => {
    const { headers } = await edge.get('/api/v1/echo/own-headers')
    expect(headers.get('content-security-policy')).toBe("default-src 'self'")
    expect(headers.get('vary')?.split(/, /).sort()).toEqual(['Accept-Language', 'Authorization', 'Origin'])
    expect((await edge.get('/api/v1/echo')).headers.get('vary')).toBe('Origin, Authorization')
    expect((await edge.get('/')).headers.get('content-security-policy')).toBe("script-src 'self'")
  })

  it('answers HEAD without a body and 304 when nothing changed', async () => {
    const head = await raw({ port: edge.port, path: '/api/v1/echo', method: 'HEAD' })
    expect(head).toMatchObject({ status: 200, text: '' })
    const refused = await raw({ port: edge.port, path: '/api/v1/echo/members', method: 'HEAD' })
    expect(refused).toMatchObject({ status: 401, text: '' })
    const first = await edge.get('/api/v1/echo/own-headers')
    const etag = first.headers.get('etag') ?? ''
    const again = await edge.get('/api/v1/echo/own-headers', { headers: { 'if-none-match': etag } })
    expect(again).toMatchObject({ status: 304, body: '' })
  })

  it('refuses in its own words', async () => {
    expect(await edge.get('/api/v1/echo/unheard-of')).toMatchObject({ status: 404, body: { code: 'route-not-found' } })
    const other = await edge.request('PATCH', '/api/v1/echo')
    expect(other).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } })
    expect(other.headers.get('allow')).toBe('GET, HEAD, POST')
    const broken = await edge.get('/api/v1/echo/broken')
    expect(broken).toMatchObject({ status: 500, body: { code: 'internal-error' } })
    expect(JSON.stringify(broken.body)).not.toContain('secret')
  })

  it('gets a body that comes whole, and one that comes in pieces', async () => {
    expect((await edge.post('/api/v1/echo', { text: 'x'.repeat(3000) })).body).toEqual({ characters: 3000 })
    const headers = { 'content-type': 'application/json' }
    const pieces = ['{"text":"', ...Array<string>(50).fill('x'.repeat(50)), '"}']
    const answer = await raw({ port: edge.port, path: '/api/v1/echo', method: 'POST', headers, pieces })
    expect(answer).toMatchObject({ status: 201, text: '{"characters":2500}' })
  })

  it('is spared a body that says it is over the limit of the route', async () => {
    const answer = await edge.post('/api/v1/echo', { text: 'x'.repeat(4096) })
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } })
    const onlyHead = await raw({
      port: edge.port,
      path: '/api/v1/echo/large',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(2 ** 20 + 1) },
      pieces: ['{'],
    })
    expect(onlyHead.status).toBe(413)
  })

  it('is spared a body that grows over the limit of the route', async () => {
    const headers = { 'content-type': 'application/json' }
    const pieces = ['{"text":"', ...Array<string>(100).fill('x'.repeat(50)), '"}']
    const answer = await raw({ port: edge.port, path: '/api/v1/echo', method: 'POST', headers, pieces })
    expect(answer.status).toBe(413)
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'body-too-large', status: 413 })
    const roomier = await raw({ port: edge.port, path: '/api/v1/echo/large', method: 'POST', headers, pieces })
    expect(roomier).toMatchObject({ status: 201, text: '{"characters":5000}' })
  })

  it('may refuse before it has read the body', async () => {
    const whole = await edge.post('/early', 'x'.repeat(60_000))
    expect(whole).toMatchObject({ status: 403, body: 'no' })

    const headers = { 'content-length': '60000' }
    const begun = await raw({ port: edge.port, path: '/early', method: 'POST', headers, pieces: ['the first bytes'] })
    expect(begun).toMatchObject({ status: 403, text: 'no' })
    const chunked = await raw({ port: edge.port, path: '/early', method: 'POST', pieces: ['a', 'b'] })
    expect(chunked).toMatchObject({ status: 403, text: 'no' })
  })

  it('streams: the first piece arrives while the rest is not there yet', async () => {
    const response = await fetch(`${edge.url}/drip`)
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: first\n\n')
    await reader?.cancel()
  })

  it('learns that the client went away', async () => {
    const before = { ...witnessed }
    const leave = new AbortController()
    const asked = fetch(`${edge.url}/never`, { signal: leave.signal })
    await until('the module to have the request', () => witnessed.begun === before.begun + 1)
    leave.abort()
    await expect(asked).rejects.toThrow()
    await until('the module to notice', () => witnessed.cutOff > before.cutOff)
  })

  it('learns that the client went away in the middle of its body', async () => {
    const before = { ...witnessed }
    const leave = new AbortController()
    const body = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('begun')) })
    const asked = fetch(`${edge.url}/upload`, {
      method: 'POST',
      body,
      duplex: 'half',
      signal: leave.signal,
    } as RequestInit)
    await until('the module to have the request', () => witnessed.begun === before.begun + 1)
    leave.abort()
    await expect(asked).rejects.toThrow()
    await until('the module to notice', () => witnessed.cutOff > before.cutOff)
  })

  it('that breaks off leaves no answer that looks whole', async () => {
    const asked = fetch(`${edge.url}/half`).then((response) => response.text())
    await expect(asked).rejects.toThrow()
  })
})
