import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp, TRANSPORTS } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'
import { pagesService } from '../fixtures/pages-service/pages.js'

describe.each(TRANSPORTS)('a module %s', (transport) => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ transport, modules: [echoService, pagesService] })
  })
  afterAll(() => edge.stop())

  it('gets the request with the id, the address and the caller that the edge found', async () => {
    const ada = randomUUID()
    const { status, headers, body } = await edge.as(ada).get('/api/v1/echo?q=a%20b')

    expect(status).toBe(200)
    expect(body).toMatchObject({ url: '/api/v1/echo?q=a%20b', caller: ada, clientIp: '127.0.0.1' })
    expect(body.requestId).toBe(headers.get('x-request-id'))
    expect(body.headers['x-request-id']).toBe(body.requestId)
  })

  it('answers a page', async () => {
    expect(await edge.get('/b/ada')).toMatchObject({ status: 200, body: '<p>/b/ada</p>' })
  })
})
