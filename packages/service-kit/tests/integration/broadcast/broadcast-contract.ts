import { randomUUID } from 'node:crypto'
import { defineTopic } from '@quark/contracts'
import { Broadcast, createLogger, openBroadcast } from '@quark/service-kit'
import { type TestBroker, until } from '@quark/testing'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

const Counted = defineTopic('tests.counted', { number: z.int(), padding: z.string().optional() })
const Other = defineTopic('tests.other', { number: z.int() })

/** What every driver of the broadcast does. Run against a real server each; a `Broadcast` stands for a process. */
export function broadcastContract(startBroker: () => Promise<TestBroker>): void {
  let broker: TestBroker
  let here: Broadcast
  let there: Broadcast
  const ends: (() => void)[] = []
  beforeAll(async () => {
    broker = await startBroker()
    here = await open()
    there = await open()
  })
  afterEach(() => {
    for (const end of ends.splice(0)) end()
  })
  afterAll(async () => {
    await here.close()
    await there.close()
    await broker.stop()
  })

  const open = (): Promise<Broadcast> =>
    openBroadcast({
      env: broker.env,
      databaseServer: broker.env.DATABASE_URL ?? '',
      log: createLogger({ level: 'silent' }),
    })

  /** Collects what one process hears. */
  function listen(broadcast: Broadcast, key?: string, topic: typeof Counted | typeof Other = Counted) {
    const numbers: number[] = []
    const end = broadcast.subscribe<typeof Counted | typeof Other>(
      topic,
      key,
      ({ number }) => void numbers.push(number),
    )
    ends.push(end)
    return { numbers, end }
  }

  /** Resolves when what was published before at `from` has come to `to`, if it comes at all. */
  async function passed(from: Broadcast, to: Broadcast): Promise<void> {
    const key = randomUUID()
    const { numbers, end } = listen(to, key)
    // A subscription may take a moment to reach the server.
    await until('the message behind the others', () => {
      from.publish(Counted, key, { number: 0 })
      return numbers.length > 0
    })
    end()
  }

  it('brings a message to another process', async () => {
    const key = randomUUID()
    const { numbers } = listen(there, key)
    await passed(here, there)
    here.publish(Counted, key, { number: 1 })
    await until('the message', () => numbers.length > 0)
    expect(numbers).toEqual([1])
  })

  it('calls who listens in this process at once, and once', async () => {
    const key = randomUUID()
    const { numbers } = listen(here, key)
    here.publish(Counted, key, { number: 1 })
    expect(numbers).toEqual([1])
    await passed(here, there)
    await passed(there, here)
    expect(numbers).toEqual([1])
  })

  it('keeps keys and topics apart, and shows all keys to who asks for all', async () => {
    const [mine, other] = [randomUUID(), randomUUID()]
    const one = listen(there, mine)
    const all = listen(there)
    const otherTopic = listen(there, mine, Other)
    here.publish(Counted, other, { number: 1 })
    here.publish(Counted, mine, { number: 2 })
    await passed(here, there)
    expect(one.numbers).toEqual([2])
    expect(all.numbers.slice(0, 2)).toEqual([1, 2])
    expect(otherTopic.numbers).toEqual([])
  })

  it('brings a flood in its order, cut into texts that fit', async () => {
    const key = randomUUID()
    const { numbers } = listen(there, key)
    await passed(here, there)
    const sent = Array.from({ length: 3000 }, (_, number) => number)
    for (const number of sent) here.publish(Counted, key, { number, padding: 'ё'.repeat(number % 300) })
    await until('the whole flood', () => numbers.length === sent.length)
    expect(numbers).toEqual(sent)
  })

  it('tells nothing more to who has ended', async () => {
    const key = randomUUID()
    const { numbers, end } = listen(there, key)
    end()
    here.publish(Counted, key, { number: 1 })
    await passed(here, there)
    expect(numbers).toEqual([])
  })

  it('goes on when a subscriber throws or rejects', async () => {
    const key = randomUUID()
    ends.push(
      there.subscribe(Counted, key, () => {
        throw new Error('a subscriber of the test')
      }),
      there.subscribe(Counted, key, () => Promise.reject(new Error('another one'))),
    )
    const { numbers } = listen(there, key)
    await passed(here, there)
    here.publish(Counted, key, { number: 1 })
    await until('the message', () => numbers.length > 0)
  })

  it('refuses what breaks the contract or is too large, and delivers none of it', () => {
    const key = randomUUID()
    const { numbers } = listen(here, key)
    expect(() => here.publish(Counted, key, { number: 1.5 })).toThrow(z.ZodError)
    const large = { number: 1, padding: 'x'.repeat(8000) }
    expect(() => here.publish(Counted, key, large)).toThrow(/tests.counted has 80\d\d bytes, and \d+ fit/)
    expect(numbers).toEqual([])
  })

  it('survives the server: publishing does not fail, the gap is told, and messages come again', async () => {
    const gaps: string[] = []
    ends.push(
      here.onGap(() => void gaps.push('here')),
      there.onGap(() => void gaps.push('there')),
    )
    await broker.kill()
    const key = randomUUID()
    const own = listen(here, key)
    here.publish(Counted, key, { number: 1 })
    expect(own.numbers).toEqual([1])
    await broker.restart()
    await until('both to know of the gap', () => gaps.includes('here') && gaps.includes('there'), 20_000)
    await passed(here, there)
  })
}
