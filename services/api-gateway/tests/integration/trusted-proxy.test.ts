import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EdgeStand, standUp } from '../edge-stand.js'
import { echoService } from '../fixtures/echo-service/echo.js'

describe('behind a proxy that the settings name', () => {
  let edge: EdgeStand
  beforeAll(async () => {
    edge = await standUp({ modules: [echoService], env: { TRUSTED_PROXIES: '127.0.0.0/8, 10.0.0.0/8' } })
  })
  afterAll(() => edge.stop())

  const seen = async (forwarded: string): Promise<string> =>
    (await edge.get('/api/v1/echo', { headers: { 'x-forwarded-for': forwarded } })).body.clientIp

  it('the client is the last address that is no proxy', async () => {
    expect(await seen('203.0.113.9')).toBe('203.0.113.9')
    expect(await seen('203.0.113.9, 10.1.2.3')).toBe('203.0.113.9')
    expect(await seen('203.0.113.9:5555, [10.1.2.3]:80')).toBe('203.0.113.9')
    expect(await seen('[2001:db8::7]:4444')).toBe('2001:db8::7')
  })

  it('what the client itself put before that is not believed', async () => {
    expect(await seen('1.1.1.1, 203.0.113.9')).toBe('203.0.113.9')
    expect(await seen('1.1.1.1, 203.0.113.9, 10.0.0.1')).toBe('203.0.113.9')
  })

  it('nonsense counts as nothing', async () => {
    expect(await seen('unknown')).toBe('127.0.0.1')
    expect(await seen('203.0.113.9, ;drop table')).toBe('127.0.0.1')
  })

  it('an encrypted connection is remembered by the browser, a plain one is not', async () => {
    const secure = await edge.get('/api/v1/echo', { headers: { 'x-forwarded-proto': 'https' } })
    expect(secure.headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(secure.body.headers['x-forwarded-proto']).toBe('https')
    expect((await edge.get('/api/v1/echo')).headers.has('strict-transport-security')).toBe(false)
  })
})
