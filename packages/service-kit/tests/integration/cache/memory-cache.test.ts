import { Cache, MemoryCacheStore } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'
import { cacheContract } from './cache-contract.js'

describe('in this process', () => {
  cacheContract(async () => new MemoryCacheStore())

  it('keeps no more than it may, and what was read last', async () => {
    const cache = new Cache(new MemoryCacheStore(10_000))
    const text = 'x'.repeat(500)
    for (let number = 0; number < 100; number++) {
      await cache.one(`key-${number}`, async () => text)
      await cache.one('read often', async () => text)
    }

    const loaded: string[] = []
    const keys = ['read often', ...Array.from({ length: 100 }, (_, number) => `key-${number}`)]
    await cache.many(keys, async (missing) => {
      loaded.push(...missing)
      return new Map()
    })
    expect(loaded).not.toContain('read often')
    expect(loaded).not.toContain('key-99')
    expect(loaded.length).toBeGreaterThan(80)
  })

  it('does not keep what is larger than all that it may', async () => {
    const cache = new Cache(new MemoryCacheStore(1000))
    await cache.one('large', async () => 'x'.repeat(2000))

    expect(await cache.one('large', async () => 'again')).toBe('again')
  })
})
