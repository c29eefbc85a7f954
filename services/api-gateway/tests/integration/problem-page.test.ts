import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

const BROWSER = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('a browser that the door refuses', () => {
  let edge: EdgeStand
  beforeEach(async () => {
    edge = await standUp({ modules: [echoService, pagesService], env: { RATE_LIMIT_PER_HOUR: '1' } })
    await edge.get('/b/ada')
  })
  afterEach(() => edge.stop())

  const ask = (path: string, headers: Record<string, string>) => edge.get(path, { headers })

  it('is told so by a page, in its language, with when to come back', async () => {
    const russian = await ask('/b/ada', { ...BROWSER, 'accept-language': 'de, ru;q=0.9, en;q=0.8' })
    const english = await ask('/b/ada', { ...BROWSER, 'accept-language': 'de' })

    expect(russian.status).toBe(429)
    expect(russian.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(Number(russian.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(russian.body).toContain('<html lang="ru">')
    expect(russian.body).toContain('Чуть медленнее')
    expect(english.body).toContain('<html lang="en">')
  })

  it('may run nothing on that page', async () => {
    const { headers, body } = await ask('/b/ada', BROWSER)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; /)
    expect(body).not.toContain('<script')
  })

  it('is told of a module that does not answer', async () => {
    await edge.stop()
    edge = await standUp({ modules: [pagesService], transport: 'over HTTP' })
    await edge.kill('pages-service')
    const answer = await ask('/b/ada', BROWSER)
    expect(answer.status).toBeGreaterThanOrEqual(502)
    expect(answer.body).toContain('The site is resting')
  })

  it('gets problem+json from the API all the same, as programs do everywhere', async () => {
    const api = await ask('/api/v1/echo', BROWSER)
    const program = await ask('/b/ada', { accept: '*/*' })
    for (const answer of [api, program]) {
      expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
    }
  })
})
