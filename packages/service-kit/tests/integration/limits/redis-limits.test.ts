import { RateLimits, RedisLink } from '@quark/service-kit'
import { type RedisBinary, startRedis, type TestRedis, until } from '@quark/testing'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { limitsContract } from './limits-contract.js'

type Usable = Exclude<RedisBinary, { missing: string }>
const server = inject('redisServer')
const HOURLY = { requests: 3, seconds: 3600 }

describe.skipIf('missing' in server)('limits in Redis', () => {
  let redis: TestRedis
  const links: RedisLink[] = []
  beforeAll(async () => {
    redis = await startRedis(server as Usable)
  })
  afterEach(() => {
    for (const link of links.splice(0)) link.close()
  })
  afterAll(() => redis.stop())

  /** A replica with a connection of its own. */
  async function aReplica(): Promise<RateLimits> {
    const link = new RedisLink(redis.url, pino({ level: 'silent' }))
    links.push(link)
    await until('Redis to answer', async () => (await link.attempt((client) => client.ping())) === 'PONG')
    return new RateLimits(link)
  }

  limitsContract(aReplica)

  it('are one for all replicas', async () => {
    const [one, two] = [await aReplica(), await aReplica()]
    for (const limits of [one, two, one]) await limits.take('shared', 'ada', HOURLY)
    expect(await two.take('shared', 'ada', HOURLY)).toMatchObject({ allowed: false, remaining: 0 })
    await one.forget('shared', 'ada', HOURLY)
    expect(await two.take('shared', 'ada', HOURLY)).toMatchObject({ allowed: true, remaining: 2 })
  })

  it('are counted by each process while Redis is away, and hold there too', async () => {
    const limits = await aReplica()
    await limits.take('away', 'ada', HOURLY)
    await redis.kill()
    const states = await Promise.all(Array.from({ length: 4 }, () => limits.take('away', 'ada', HOURLY)))
    expect(states.map(({ allowed }) => allowed)).toEqual([true, true, true, false])

    await redis.restart()
    const other = await aReplica()
    await until('Redis to count again', async () => {
      await limits.take('back', 'ada', { requests: 1000, seconds: 3600 })
      return (await other.take('back', 'ada', { requests: 1000, seconds: 3600 })).remaining < 999
    })
  })

  it('do not hold up everybody while Redis hangs', async () => {
    const limits = await aReplica()
    redis.freeze()
    try {
      const began = performance.now()
      for (let time = 0; time < 20; time++) await limits.take('frozen', `person-${time}`, HOURLY)
      expect(performance.now() - began).toBeLessThan(1000)
    } finally {
      redis.resume()
    }
  })
})
