import { randomUUID } from 'node:crypto'
import { TokenMint } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe('tokens at the edge', () => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ modules: [echoService, pagesService] })
  })
  afterAll(() => edge.stop())

  it('a route for members is closed without one', async () => {
    const answer = await edge.get('/api/v1/echo/members')
    expect(answer).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect((await edge.as(randomUUID()).get('/api/v1/echo/members')).status).toBe(200)
  })

  it('a bad one is refused even where none is needed', async () => {
    const stranger = await new TokenMint().tokenFor(randomUUID())
    for (const token of [stranger, 'nonsense', 'a.b.c']) {
      expect(await edge.get('/api/v1/echo', { token })).toMatchObject({ status: 401, body: { code: 'token-invalid' } })
    }
    const headers = { authorization: 'Basic YWRhOnNlY3JldA==' }
    expect(await edge.get('/api/v1/echo', { headers })).toMatchObject({ status: 401, body: { code: 'token-invalid' } })
  })

  it('an address spelt in another way leads through the same checks', async () => {
    for (const path of ['/api/v1/echo/%6Dembers', '/api/v1/%65cho/members', '/api/v1/echo/members?x=1']) {
      expect((await edge.get(path)).status).toBe(401)
    }
  })

  it('pages are not asked for one: they know people by a cookie', async () => {
    expect((await edge.get('/b/ada', { token: 'nonsense' })).status).toBe(200)
  })
})
