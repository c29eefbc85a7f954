import { randomUUID } from 'node:crypto'
import { Cache, type CacheStore } from '@quark/service-kit'
import { until } from '@quark/testing'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'

const giving = (value: unknown) => async () => value

/** What every store of `Cache` keeps to. @param open a replica's view; all of one test see the same values */
export function cacheContract(open: () => Promise<CacheStore>): void {
  describe('a cache', () => {
    const opened: Cache[] = []
    const aCache = async (): Promise<Cache> => {
      const cache = new Cache(await open())
      opened.push(cache)
      return cache
    }
    const aKey = (): string => `k-${randomUUID()}`
    afterEach(async () => {
      for (const cache of opened.splice(0)) await cache.close()
    })

    it('loads a value once and then has it, whatever JSON it is', async () => {
      const cache = await aCache()
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          const key = aKey()
          const plain: unknown = JSON.parse(JSON.stringify(value))
          expect(await cache.one(key, giving(plain))).toEqual(plain)
          expect(await cache.one(key, giving('loaded again'))).toEqual(plain)
        }),
        { numRuns: 100 },
      )
    })

    it('loads together what is missing of many, and leaves out what there is not', async () => {
      const cache = await aCache()
      const [one, two, none] = [aKey(), aKey(), aKey()]
      await cache.one(one, giving(1))
      const asked: string[][] = []

      const values = await cache.many([one, two, none, two], async (missing) => {
        asked.push(missing)
        return new Map([[two, 2]])
      })

      expect([...values]).toEqual([
        [one, 1],
        [two, 2],
      ])
      expect(asked).toEqual([[two, none]])
    })

    it('forgets a value when its time is over', async () => {
      const cache = await aCache()
      const key = aKey()
      await cache.one(key, giving('old'), 50)

      await until('the value to be forgotten', async () => (await cache.one(key, giving('new'), 50)) === 'new')
    })

    it('loads once for all who ask at the same time', async () => {
      const cache = await aCache()
      const key = aKey()
      let loads = 0
      const gate = Promise.withResolvers<void>()
      const asking = Array.from({ length: 20 }, () =>
        cache.one(key, async () => {
          loads++
          await gate.promise
          return 'value'
        }),
      )
      gate.resolve()

      expect(new Set(await Promise.all(asking))).toEqual(new Set(['value']))
      expect(loads).toBe(1)
    })

    it('does not keep a load that failed', async () => {
      const cache = await aCache()
      const key = aKey()
      await expect(cache.one(key, () => Promise.reject(new Error('away')))).rejects.toThrow('away')

      expect(await cache.one(key, giving('value'))).toBe('value')
      expect(await cache.one(key, giving('loaded again'))).toBe('value')
    })

    it('does not store after a purge what was loaded before it', async () => {
      const cache = await aCache()
      const key = aKey()
      const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const early = cache.one(key, async () => {
        begun.resolve()
        await gate.promise
        return 'old'
      })
      await begun.promise
      await cache.purge(key)

      const later = cache.one(key, giving('new'))
      expect(await later).toBe('new')
      gate.resolve()
      expect(await early).toBe('old')
      expect(await cache.one(key, giving('newer'))).toBe('new')
    })

    it('is never older than the last purge, in whatever order loads and purges run', async () => {
      const cache = await aCache()
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(fc.constantFrom('read', 'change'), { maxLength: 12 }),
          async (s, steps) => {
            const key = aKey()
            let truth = 0
            const load = async (): Promise<number> => {
              const seen = truth
              await s.schedule(Promise.resolve())
              return seen
            }
            const running = steps.map(async (step) => {
              await s.schedule(Promise.resolve())
              if (step === 'read') return cache.one(key, load)
              truth++
              return cache.purge(key)
            })
            await s.waitFor(Promise.all(running))
            expect(await cache.one(key, async () => truth)).toBe(truth)
          },
        ),
        { numRuns: 60 },
      )
    })
  })
}
