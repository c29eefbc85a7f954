import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'
import { raw, rawBytes } from '../raw-request.js'

describe('the front door', () => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ modules: [echoService, pagesService] })
  })
  afterAll(() => edge.stop())

  it.each(['/api', '/api/', '/api/v1', '/api/v1/echoes', '/api/v2/echo'])('knows nothing at %s', async (path) => {
    const answer = await edge.get(path)
    expect(answer).toMatchObject({
      status: 404,
      body: { type: 'urn:quark:problem:route-not-found', title: 'Not Found', code: 'route-not-found', instance: path },
    })
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'))
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('leaves addresses outside the API to the pages', async () => {
    expect(await edge.get('/apiary')).toMatchObject({ status: 200, body: '<p>/apiary</p>' })
  })

  it('refuses methods that no route has', async () => {
    const answer = await raw({ port: edge.port, path: '/api/v1/echo', method: 'TRACE' })
    expect(answer.status).toBe(405)
    expect(answer.headers.allow).toContain('GET')
    expect(JSON.parse(answer.text).code).toBe('method-not-allowed')
  })

  it('refuses addresses that are too long or no address', async () => {
    expect(await edge.get(`/api/v1/echo?q=${'x'.repeat(5000)}`)).toMatchObject({
      status: 414,
      body: { code: 'url-too-long' },
    })
    const absolute = await rawBytes(
      edge.port,
      'GET http://quark.example/api/v1/echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    )
    expect(absolute).toMatch(/^HTTP\/1\.1 400 .*"code":"invalid-url"/s)
  })

  it('answers what is no HTTP with a problem, too', async () => {
    expect(await rawBytes(edge.port, 'hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*"code":"malformed-request"/s)
    const headers = `X-Long: ${'x'.repeat(20_000)}\r\n`
    const overflow = await rawBytes(edge.port, `GET / HTTP/1.1\r\nHost: a\r\n${headers}\r\n`)
    expect(overflow).toMatch(/^HTTP\/1\.1 431 .*"code":"headers-too-large"/s)
  })

  it('gives every request an id of its own', async () => {
    const ids = await Promise.all(['/', '/api/v1/echo', '/nowhere'].map(async (path) => (await edge.get(path)).headers))
    expect(new Set(ids.map((headers) => headers.get('x-request-id'))).size).toBe(3)
  })
})
