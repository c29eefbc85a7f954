import { randomUUID } from 'node:crypto'
import { Cache, RedisCacheStore, RedisLink } from '@quark/service-kit'
import { type RedisBinary, startRedis, type TestRedis, until } from '@quark/testing'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { cacheContract } from './cache-contract.js'

type Usable = Exclude<RedisBinary, { missing: string }>
const server = inject('redisServer')

describe.skipIf('missing' in server)('in Redis', () => {
  let redis: TestRedis
  let said: string[] = []
  const links: RedisLink[] = []
  beforeAll(async () => {
    redis = await startRedis(server as Usable)
  })
  afterEach(async () => {
    for (const link of links.splice(0)) link.close()
    said = []
  })
  afterAll(() => redis.stop())

  const log = pino({ level: 'info' }, { write: (line: string) => void said.push(JSON.parse(line).msg) })
  const storeOf = async (prefix: string): Promise<RedisCacheStore> => {
    const link = new RedisLink(redis.url, log)
    links.push(link)
    const store = new RedisCacheStore(link, prefix)
    await until('Redis to answer', () => keeps(new Cache(store)))
    return store
  }
  /** A replica: all of one prefix share their values. */
  const aReplica = async (prefix: string): Promise<Cache> => new Cache(await storeOf(prefix))

  cacheContract(() => storeOf(`${randomUUID()}:`))

  it('shares values and purges between replicas', async () => {
    const [one, two] = [await aReplica('shared:'), await aReplica('shared:')]
    await one.one('key', async () => 'first')
    expect(await two.one('key', async () => 'of its own')).toBe('first')

    await two.purge('key')
    expect(await one.one('key', async () => 'second')).toBe('second')
  })

  it('does not store what one replica loaded before the other one purged it', async () => {
    const [one, two] = [await aReplica('lease:'), await aReplica('lease:')]
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const early = one.one('key', async () => {
      begun.resolve()
      await gate.promise
      return 'old'
    })
    await begun.promise
    await two.purge('key')
    gate.resolve()
    await early

    expect(await two.one('key', async () => 'new')).toBe('new')
  })

  it('loads everything while Redis is away, says so once, and is back by itself', async () => {
    const cache = await aReplica('away:')
    await redis.kill()
    for (let number = 1; number <= 3; number++) expect(await cache.one('key', async () => number)).toBe(number)
    await cache.purge('key')
    await redis.restart()

    await until('the cache to be back', () => keeps(cache))
    expect(said).toEqual(['Redis does not answer: going on without it', 'Redis answers again'])
  })

  it('waits for a Redis that hangs for a moment and not at each request', async () => {
    const cache = await aReplica('frozen:')
    redis.freeze()
    try {
      const began = performance.now()
      for (let number = 1; number <= 20; number++)
        expect(await cache.one(`key-${number}`, async () => number)).toBe(number)
      expect(performance.now() - began).toBeLessThan(1000)
    } finally {
      redis.resume()
    }
    await until('the cache to be back', () => keeps(cache))
  })

  it('does a purge that Redis did not hear of before it reads again', async () => {
    const [one, two] = [await aReplica('owed:'), await aReplica('owed:')]
    await one.one('key', async () => 'old')
    redis.freeze()
    await one.purge('key')
    redis.resume()

    await until('the cache to be back', () => keeps(one))
    expect(await two.one('key', async () => 'new')).toBe('new')
  })
})

/** Whether what is loaded is still there afterwards. */
async function keeps(cache: Cache): Promise<boolean> {
  const key = randomUUID()
  await cache.one(key, async () => 'first')
  return (await cache.one(key, async () => 'second')) === 'first'
}
