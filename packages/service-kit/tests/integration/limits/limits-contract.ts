import { randomUUID } from 'node:crypto'
import type { RateLimits } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'

/** What holds wherever limits are counted. */
export function limitsContract(limitsOf: () => Promise<RateLimits>): void {
  describe('a limit', () => {
    const limit = { requests: 2, seconds: 3600 }

    it('counts down, then refuses and says when the window ends', async () => {
      const [limits, name] = [await limitsOf(), randomUUID()]
      expect(await limits.take(name, '192.0.2.1', limit)).toMatchObject({ allowed: true, limit: 2, remaining: 1 })
      expect(await limits.take(name, '192.0.2.1', limit)).toMatchObject({ allowed: true, remaining: 0 })
      const refused = await limits.take(name, '192.0.2.1', limit)
      expect(refused).toMatchObject({ allowed: false, remaining: 0 })
      expect(refused.resetSeconds).toBeGreaterThan(3500)
      expect(refused.resetSeconds).toBeLessThanOrEqual(3600)
    })

    it('gives everything back to a key that is forgotten, and to no other', async () => {
      const [limits, name] = [await limitsOf(), randomUUID()]
      for (const key of ['a', 'a', 'b', 'b']) await limits.take(name, key, limit)
      await limits.forget(name, 'a', limit)
      expect(await limits.take(name, 'a', limit)).toMatchObject({ allowed: true, remaining: 1 })
      expect(await limits.take(name, 'b', limit)).toMatchObject({ allowed: false })
    })

    it('counts each key and each limit by itself', async () => {
      const [limits, name] = [await limitsOf(), randomUUID()]
      for (let i = 0; i < 3; i++) await limits.take(name, 'a', limit)
      expect(await limits.take(name, 'b', limit)).toMatchObject({ allowed: true })
      expect(await limits.take(randomUUID(), 'a', limit)).toMatchObject({ allowed: true })
    })

    it('lets no more through when many come at once', async () => {
      const [limits, name] = [await limitsOf(), randomUUID()]
      const states = await Promise.all(
        Array.from({ length: 50 }, () => limits.take(name, 'a', { requests: 20, seconds: 60 })),
      )
      expect(states.filter(({ allowed }) => allowed)).toHaveLength(20)
    })
  })
}
