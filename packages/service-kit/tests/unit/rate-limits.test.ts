import { RateLimits } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'

describe('RateLimits', () => {
  const limit = { requests: 2, seconds: 3600 }

  it('counts down, then refuses and says when the window ends', async () => {
    const limits = new RateLimits()
    expect(await limits.take('login', '192.0.2.1', limit)).toMatchObject({ allowed: true, limit: 2, remaining: 1 })
    expect(await limits.take('login', '192.0.2.1', limit)).toMatchObject({ allowed: true, remaining: 0 })
    const refused = await limits.take('login', '192.0.2.1', limit)
    expect(refused).toMatchObject({ allowed: false, remaining: 0 })
    expect(refused.resetSeconds).toBeGreaterThan(3500)
    expect(refused.resetSeconds).toBeLessThanOrEqual(3600)
  })

  it('gives everything back to a key that is forgotten, and to no other', async () => {
    const limits = new RateLimits()
    for (const key of ['a', 'a', 'b', 'b']) await limits.take('login', key, limit)
    await limits.forget('login', 'a', limit)
    expect(await limits.take('login', 'a', limit)).toMatchObject({ allowed: true, remaining: 1 })
    expect(await limits.take('login', 'b', limit)).toMatchObject({ allowed: false })
  })

  it('counts each key and each limit by itself', async () => {
    const limits = new RateLimits()
    for (let i = 0; i < 3; i++) await limits.take('login', 'a', limit)
    expect(await limits.take('login', 'b', limit)).toMatchObject({ allowed: true })
    expect(await limits.take('search', 'a', limit)).toMatchObject({ allowed: true })
  })
})
