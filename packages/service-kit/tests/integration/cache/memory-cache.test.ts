import { Broadcast, Cache, createLogger, MemoryCacheStore, openBroadcast } from '@quark/service-kit'
import { startEmbeddedBroker, type TestBroker, until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cacheContract } from './cache-contract.js'

const log = createLogger({ level: 'silent' })
const aStore = (mostCharacters?: number) => new MemoryCacheStore(new Broadcast(log), 'tests', mostCharacters)

describe('in this process', () => {
  cacheContract(async () => aStore())

  it('keeps no more than it may, and what was read last', async () => {
    const cache = new Cache(aStore(10_000))
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
    const cache = new Cache(aStore(1000))
    await cache.one('large', async () => 'x'.repeat(2000))

    expect(await cache.one('large', async () => 'again')).toBe('again')
  })
})

describe('in two processes without Redis', () => {
  let broker: TestBroker
  const broadcasts: Broadcast[] = []
  const aReplica = async (): Promise<Cache> => {
    const broadcast = await openBroadcast({ env: broker.env, databaseServer: broker.env.DATABASE_URL ?? '', log })
    broadcasts.push(broadcast)
    const cache = new Cache(new MemoryCacheStore(broadcast, 'tests'))
    cache.open()
    return cache
  }
  beforeAll(async () => {
    broker = await startEmbeddedBroker()
  })
  afterAll(async () => {
    for (const broadcast of broadcasts) await broadcast.close()
    await broker.stop()
  })

  it('a purge of one is heard by the other', async () => {
    const [one, two] = [await aReplica(), await aReplica()]
    await until('the other one to forget what it had', async () => {
      await two.one('key', async () => 'old')
      await one.purge('key')
      return until('the purge', async () => (await two.one('key', async () => 'new')) === 'new', 300).catch(() => false)
    })
  })

  it('everything is forgotten when a purge may have been missed', async () => {
    const cache = await aReplica()
    await cache.one('key', async () => 'old')
    await broker.kill()
    await broker.restart()
    await until('the gap to be noticed', async () => (await cache.one('key', async () => 'new')) === 'new', 20_000)
  })
})
