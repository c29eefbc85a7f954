import { afterEach, describe, expect, it } from 'vitest'
import { type EdgeStand, INTERNAL_KEY, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe('limits', () => {
  let edge: EdgeStand
  afterEach(() => edge.stop())

  const withLimits = async (env: Record<string, string>): Promise<void> => {
    edge = await standUp({ modules: [echoService, pagesService], env })
  }
  const told = (headers: Headers): (string | null)[] =>
    ['limit', 'remaining', 'reset'].map((field) => headers.get(`ratelimit-${field}`))

  it('count everything that one address asks for', async () => {
    await withLimits({ RATE_LIMIT_PER_HOUR: '3' })

    const first = await edge.get('/api/v1/echo')
    expect(told(first.headers)).toEqual(['3', '2', '3600'])
    expect((await edge.get('/b/ada')).status).toBe(200)
    expect((await edge.get('/api/v1/nobody-knows')).status).toBe(404)

    const over = await edge.get('/api/v1/echo')
    expect(over).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    expect(over.headers.get('content-type')).toContain('application/problem+json')
    expect(over.headers.get('ratelimit-remaining')).toBe('0')
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(3590)
    expect((await edge.get('/b/ada')).status).toBe(429)
  })

  it('leave static files and the watching of health alone', async () => {
    await withLimits({ RATE_LIMIT_PER_HOUR: '1' })
    for (const path of ['/_app/a.js', '/_app/b.css', '/health', '/ready']) {
      expect((await edge.get(path)).status).toBe(200)
    }
    expect((await edge.get('/b/ada')).status).toBe(200)
    expect((await edge.get('/b/ada')).status).toBe(429)
  })

  it('count each route by the limit of its manifest, and tell of the one that is tighter', async () => {
    await withLimits({})
    const [first, second, third] = [
      await edge.get('/api/v1/echo/rare'),
      await edge.get('/api/v1/echo/rare'),
      await edge.get('/api/v1/echo/rare'),
    ]
    expect([first?.status, second?.status, third?.status]).toEqual([200, 200, 429])
    expect(told(first?.headers ?? new Headers()).slice(0, 2)).toEqual(['2', '1'])
    expect((await edge.get('/api/v1/echo')).status).toBe(200)
  })

  it('of routes are multiplied by a setting', async () => {
    await withLimits({ ROUTE_LIMIT_FACTOR: '10' })
    const { headers } = await edge.get('/api/v1/echo/rare')
    expect(headers.get('ratelimit-limit')).toBe('20')
  })

  it('count a person whose request comes by way of another module once, and by that person’s address', async () => {
    await withLimits({ RATE_LIMIT_PER_HOUR: '1' })
    const call = edge.host.peers.http('api-gateway')
    const of = (clientIp: string) => ({ edge: { clientIp } })
    for (let round = 0; round < 3; round++) expect((await call('/api/v1/echo', of('203.0.113.9'))).status).toBe(200)

    const statuses = []
    for (let round = 0; round < 3; round++) statuses.push((await call('/api/v1/echo/rare', of('203.0.113.9'))).status)
    expect(statuses).toEqual([200, 200, 429])
    expect((await call('/api/v1/echo/rare', of('203.0.113.10'))).status).toBe(200)
    const headers = { 'x-quark-key': INTERNAL_KEY, 'x-quark-client-ip': '203.0.113.9' }
    expect((await edge.get('/api/v1/echo/rare', { headers })).status).toBe(429)
  })

  it('cannot be shaken off with a forwarded address that nobody vouches for', async () => {
    await withLimits({ RATE_LIMIT_PER_HOUR: '1' })
    const from = (address: string) => edge.get('/api/v1/echo', { headers: { 'x-forwarded-for': address } })
    expect([(await from('1.1.1.1')).status, (await from('2.2.2.2')).status]).toEqual([200, 429])
  })
})
