import { loadManifest } from '@quark/manifest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe('a module in another process that does not answer', () => {
  let edge: EdgeStand
  beforeAll(async () => {
    const nobody = { ...loadManifest(echoService.folder), http: { port: 1 } }
    edge = await standUp({
      transport: 'over HTTP',
      modules: [pagesService],
      absent: [nobody],
      env: { UPSTREAM_TIMEOUT_MS: '200' },
    })
  })
  afterAll(() => edge.stop())

  it('is 502 when nobody listens', async () => {
    const answer = await edge.get('/api/v1/echo')
    expect(answer).toMatchObject({ status: 502, body: { code: 'echo-service-unavailable', instance: '/api/v1/echo' } })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(JSON.stringify(answer.body)).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/)
  })

  it('is 502 when nobody listens and the request has a body', async () => {
    expect(await edge.post('/api/v1/echo', { text: 'hello' })).toMatchObject({ status: 502 })
  })

  it('is 504 when it takes too long', async () => {
    expect(await edge.get('/never')).toMatchObject({ status: 504, body: { code: 'pages-service-timeout' } })
  })

  it('does not keep others from being served', async () => {
    expect((await edge.get('/b/ada')).status).toBe(200)
  })

  it('is 502 once its process has died, and the gateway lives on', async () => {
    await edge.kill('pages-service')
    expect(await edge.get('/b/ada')).toMatchObject({ status: 502, body: { code: 'pages-service-unavailable' } })
    expect((await edge.get('/ready')).status).toBe(200)
  })
})
