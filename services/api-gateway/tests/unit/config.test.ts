import { SettingsError } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'
import { GatewayConfig } from '../../src/config.js'

describe('the settings of the gateway', () => {
  it('have the defaults of the design', () => {
    const config = new GatewayConfig({})
    expect(config).toMatchObject({
      RATE_LIMIT_PER_HOUR: 1000,
      ROUTE_LIMIT_FACTOR: 1,
      CORS_ORIGINS: ['https://quark.com', 'http://localhost:3000'],
    })
    expect(config.TRUSTED_PROXIES.has('127.0.0.1')).toBe(false)
    expect(config.METRICS_FROM.has('127.0.0.1')).toBe(true)
  })

  it('are documented, each with its default as it is written', () => {
    const docs = Object.fromEntries(GatewayConfig.docs.map((doc) => [doc.name, doc]))
    expect(docs.METRICS_FROM?.default).toBe('127.0.0.0/8,::1')
    expect(docs.CORS_ORIGINS?.default).toBe('https://quark.com,http://localhost:3000')
    expect(GatewayConfig.docs.every(({ description }) => description.endsWith('.'))).toBe(true)
  })

  it.each([
    ['CORS_ORIGINS', 'https://quark.com/'],
    ['CORS_ORIGINS', '*'],
    ['TRUSTED_PROXIES', '10.0.0.0/99'],
    ['RATE_LIMIT_PER_HOUR', '0'],
    ['RATE_LIMIT_PER_HOUR', 'many'],
    ['ROUTE_LIMIT_FACTOR', '-1'],
  ])('say which one is wrong: %s=%s', (name, value) => {
    expect(() => new GatewayConfig({ [name]: value })).toThrow(SettingsError)
    expect(() => new GatewayConfig({ [name]: value })).toThrow(name)
  })
})
