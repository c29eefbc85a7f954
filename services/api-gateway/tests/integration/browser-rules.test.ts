import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'
import { raw } from '../raw-request.js'

const OURS = 'http://localhost:3000'

describe('what browsers are told', () => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ modules: [echoService, pagesService] })
  })
  afterAll(() => edge.stop())

  const preflight = (origin: string, path = '/api/v1/echo') =>
    raw({
      port: edge.port,
      path,
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
    })

  it('pages of a named origin may call the API, without cookies', async () => {
    const { status, headers } = await preflight(OURS)
    expect(status).toBe(204)
    expect(headers).toMatchObject({
      'access-control-allow-origin': OURS,
      'access-control-max-age': '7200',
      vary: 'Origin',
    })
    expect(headers['access-control-allow-methods']).toContain('PUT')
    expect(headers['access-control-allow-headers']).toMatch(/Authorization.*If-Match/)
    expect(headers).not.toHaveProperty('access-control-allow-credentials')

    const answer = await edge.get('/api/v1/echo', { headers: { origin: OURS } })
    expect(answer.headers.get('access-control-allow-origin')).toBe(OURS)
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag.*Retry-After/)
    expect(answer.headers.get('vary')).toContain('Origin')
  })

  it('pages of another origin may not', async () => {
    for (const origin of ['https://evil.example', 'https://quark.com.evil.example', 'null', `${OURS}0`]) {
      expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin')
      const answer = await edge.get('/api/v1/echo', { headers: { origin } })
      expect(answer.headers.has('access-control-allow-origin')).toBe(false)
      expect(answer.headers.get('vary')).toContain('Origin')
    }
  })

  it('errors can be read by pages of a named origin as well', async () => {
    const answer = await edge.get('/api/v1/nothing-here', { headers: { origin: OURS } })
    expect(answer).toMatchObject({ status: 404 })
    expect(answer.headers.get('access-control-allow-origin')).toBe(OURS)
    const refused = await edge.get('/api/v1/echo/members', { headers: { origin: OURS } })
    expect(refused).toMatchObject({ status: 401 })
    expect(refused.headers.get('access-control-allow-origin')).toBe(OURS)
  })

  it('pages are not for other origins to call', async () => {
    const answer = await edge.get('/b/ada', { headers: { origin: OURS } })
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })

  it.each(['/api/v1/echo', '/api/v1/nothing-here', '/b/ada', '/health', '/api/v1/echo/members'])(
    '%s has the security headers and says nothing of what it is made with',
    async (path) => {
      const { headers } = await edge.get(path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
      for (const name of ['x-powered-by', 'server', 'strict-transport-security']) expect(headers.has(name)).toBe(false)
    },
  )

  it('JSON may do nothing when it is shown as a page', async () => {
    const { headers } = await edge.get('/api/v1/echo')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  })
})
