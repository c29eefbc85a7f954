import { loadManifest } from '@quark/manifest'
import { afterEach, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp, TRANSPORTS } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe('what operators are told', () => {
  let edge: EdgeStand
  afterEach(() => edge.stop())

  it.each(TRANSPORTS)('/health sums up the modules %s', async (transport) => {
    edge = await standUp({ transport, modules: [echoService, pagesService] })
    const { status, body, headers } = await edge.get('/health')
    const well = { status: 'ok', ms: expect.any(Number) }
    expect({ status, body }).toEqual({
      status: 200,
      body: { status: 'ok', modules: { 'api-gateway': well, 'echo-service': well, 'pages-service': well } },
    })
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('/health names the module that is down', async () => {
    const absent = [{ ...loadManifest(echoService.folder), http: { port: 1 } }]
    edge = await standUp({ modules: [pagesService], absent })
    const { status, body } = await edge.get('/health')
    expect(status).toBe(503)
    expect(body).toMatchObject({
      status: 'degraded',
      modules: { 'echo-service': { status: 'down' }, 'pages-service': { status: 'ok' } },
    })
  })

  it('/health can only be read', async () => {
    edge = await standUp({ modules: [] })
    expect(await edge.post('/health', {})).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } })
  })

  it('/metrics is for the networks that the settings name', async () => {
    edge = await standUp({ modules: [] })
    const { status, body } = await edge.get('/metrics')
    expect(status).toBe(200)
    expect(body).toContain('quark_http_request_duration_seconds')
    await edge.stop()

    edge = await standUp({ modules: [], env: { METRICS_FROM: '10.0.0.0/8' } })
    expect(await edge.get('/metrics')).toMatchObject({ status: 404, body: { code: 'route-not-found' } })
    await edge.stop()

    edge = await standUp({ modules: [], env: { TRUSTED_PROXIES: '127.0.0.1' } })
    const forwarded = { headers: { 'x-forwarded-for': '203.0.113.9' } }
    expect((await edge.get('/metrics', forwarded)).status).toBe(404)
  })

  it('a proxy that the settings do not name does not open /metrics to the world', async () => {
    edge = await standUp({ modules: [] })
    expect((await edge.get('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(404)
  })

  it('nobody outside reaches the operator routes of a module', async () => {
    edge = await standUp({ modules: [echoService, pagesService] })
    for (const path of ['/api/v1/echo/metrics', '/api/v1/echo/ready', '/api/v1/echo/manifest']) {
      expect((await edge.get(path)).status).toBe(404)
    }
    expect((await edge.get('/manifest')).body.name).toBe('api-gateway')
  })
})
