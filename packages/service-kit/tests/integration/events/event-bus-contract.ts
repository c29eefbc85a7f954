import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { EventLog, RetryPolicy, StoredEvent } from '@quark/service-kit'
import { MAX_TRIES, UnknownConsumerError } from '@quark/service-kit'
import { type TestBroker, until } from '@quark/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aConsumer, anEvent, collect, idsOf, someEvents } from './event-factory.js'

/** What every driver of the event bus promises. Run against a real server each. */
export function eventBusContract(startBroker: () => Promise<TestBroker>): void {
  let broker: TestBroker
  let bus: EventLog
  const opened: EventLog[] = []
  const open = async (retry?: Partial<RetryPolicy>): Promise<EventLog> => {
    const log = await broker.open(retry)
    opened.push(log)
    return log
  }
  beforeAll(async () => {
    broker = await startBroker()
    bus = await broker.open()
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((log) => log.close()))
  })
  afterAll(async () => {
    await bus?.close()
    await broker?.stop()
  })

  /** A consumer that has read everything so far: what it gets is of its test. */
  async function collectNew(handle?: Parameters<typeof collect>[2], log = bus) {
    const consumer = aConsumer()
    const last = anEvent()
    await bus.publish([last])
    const skipped = await collect(log, consumer)
    await until('what came before', () => skipped.ids.includes(last.envelope.id), 20_000)
    await skipped.stop()
    return { consumer, ...(await collect(log, consumer, handle)) }
  }

  describe('delivery', () => {
    it('hands every event to every consumer in order, and passes over other types', async () => {
      const [one, two] = [await collectNew(), await collectNew()]
      const events = someEvents(50)
      await bus.publish([...events.slice(0, 20), anEvent('other.thing'), ...events.slice(20)])

      for (const { ids, stop } of [one, two]) {
        await until('all events', () => ids.length >= events.length)
        expect(ids.slice(-events.length)).toEqual(idsOf(events))
        await stop()
      }
    })

    it('keeps the order of each of several publishers at once, and loses none', async () => {
      const { ids, stop } = await collectNew()
      const publishers = await Promise.all([open(), open(), open()])
      const batches = publishers.map(() => Array.from({ length: 10 }, () => someEvents(5)))
      await Promise.all(
        publishers.map(async (publisher, index) => {
          for (const batch of batches[index] ?? []) await publisher.publish(batch)
        }),
      )

      await until('all events', () => ids.length >= 150)
      for (const batch of batches) {
        const wanted = idsOf(batch.flat())
        expect(ids.filter((id) => wanted.includes(id))).toEqual(wanted)
      }
      await stop()
    })

    it('stores an event once that is published twice', async () => {
      const { ids, stop } = await collectNew()
      const [event, last] = [anEvent(), anEvent()]
      await bus.publish([event])
      await bus.publish([event, last])
      await until('the last event', () => ids.includes(last.envelope.id))

      expect(ids).toEqual(idsOf([event, last]))
      await stop()
    })

    it('goes on where the consumer left off', async () => {
      const first = await collectNew()
      const before = anEvent()
      await bus.publish([before])
      await until('the first event', () => first.ids.includes(before.envelope.id))
      await first.stop()
      const after = anEvent()
      await bus.publish([after])

      const second = await collect(bus, first.consumer)
      await until('the second event', () => second.ids.includes(after.envelope.id))
      expect(second.ids).toEqual([after.envelope.id])
      await second.stop()
    })

    it('hands an event to one of several replicas, in order, and the others take over', async () => {
      let busy = 0
      let most = 0
      const all: string[] = []
      const handle = async (id: string) => {
        most = Math.max(most, ++busy)
        await new Promise(setImmediate)
        all.push(id)
        busy--
      }
      const first = await collectNew(handle)
      const second = await collect(await open(), first.consumer, handle)
      const events = someEvents(40)
      await bus.publish(events)
      await until('all events', () => all.length >= 40)
      expect(all).toEqual(idsOf(events))
      expect(most).toBe(1)

      await first.stop()
      const later = anEvent()
      await bus.publish([later])
      await until('the other to go on', () => second.ids.includes(later.envelope.id))
      await second.stop()
    })
  })

  describe('trouble', () => {
    it('tries a failing event five times, holds back what is behind it, and lays it aside', async () => {
      const [poison, good] = [anEvent(), anEvent()]
      const tried: number[] = []
      const { ids, consumer, stop } = await collectNew((id, tries) => {
        if (id !== poison.envelope.id) return
        expect(ids).toEqual([])
        tried.push(tries)
        throw new Error('no')
      })
      await bus.publish([poison, good])

      await until('the good event', () => ids.includes(good.envelope.id))
      expect(tried).toEqual([1, 2, 3, 4, 5])
      expect(await bus.deadLetters(consumer)).toMatchObject([
        { consumer, stream: 'posts', envelope: poison.envelope, error: 'no', tries: MAX_TRIES },
      ])
      await stop()
    })

    it('handles an event in the end that failed for a while', async () => {
      const [flaky, next] = [anEvent(), anEvent()]
      const { ids, consumer, stop } = await collectNew((id, tries) => {
        if (id === flaky.envelope.id && tries < MAX_TRIES) throw new Error('not yet')
      })
      await bus.publish([flaky, next])

      await until('both', () => ids.length >= 2)
      expect(ids).toEqual(idsOf([flaky, next]))
      expect(await bus.deadLetters(consumer)).toEqual([])
      await stop()
    })

    it('gives up on a handler that hangs, and goes on', async () => {
      const [stuck, good] = [anEvent(), anEvent()]
      const impatient = await open({ limitMs: 60 })
      const never = new Promise<void>(() => {})
      const { ids, consumer, stop } = await collectNew(
        (id) => (id === stuck.envelope.id ? never : undefined),
        impatient,
      )
      await bus.publish([stuck, good])

      await until('the good event', () => ids.includes(good.envelope.id))
      expect(await bus.deadLetters(consumer)).toMatchObject([
        { envelope: { id: stuck.envelope.id }, error: 'the handler did not end within 60 ms' },
      ])
      await stop()
    })

    it('lays an event aside that ends the process every time, and loses nothing around it', async () => {
      const { consumer, stop } = await collectNew()
      await stop()
      const [before, deadly, after] = [anEvent(), anEvent('note.written', { deadly: true }), anEvent()]
      await bus.publish([before, deadly, after])

      const seen: string[] = []
      for (let run = 0; run < MAX_TRIES + 2 && !seen.includes(after.envelope.id); run++) {
        seen.push(...(await runDying(broker, consumer, after)))
      }
      expect(seen).toContain(before.envelope.id)
      expect(seen.at(-1)).toBe(after.envelope.id)
      const deaths = seen.filter((id) => id === deadly.envelope.id).length
      expect(deaths).toBeGreaterThanOrEqual(MAX_TRIES)
      expect(deaths).toBeLessThanOrEqual(MAX_TRIES + 1)
      expect(await bus.deadLetters(consumer)).toMatchObject([{ envelope: { id: deadly.envelope.id } }])
    }, 60_000)

    it('outlives a server that is killed in the middle: what was acknowledged is delivered', async () => {
      const { ids, stop } = await collectNew()
      const publisher = await open()
      const acknowledged: string[] = []
      const restarts: Promise<void>[] = []
      for (let round = 0; round < 40; round++) {
        const event = anEvent()
        if (round === 10 || round === 25) {
          await Promise.all(restarts)
          await broker.kill()
          restarts.push(broker.restart())
        }
        await until(
          'the event to be stored',
          async () => {
            try {
              await publisher.publish([event])
              return true
            } catch {
              return false
            }
          },
          30_000,
        )
        acknowledged.push(event.envelope.id)
      }
      await until('all that was acknowledged', () => acknowledged.every((id) => ids.includes(id)), 20_000)
      await Promise.all(restarts)
      // What the server had not yet written down of the acknowledgements comes again; the inbox is there for that.
      const firsts = ids.filter((id, index) => acknowledged.includes(id) && ids.indexOf(id) === index)
      expect(firsts).toEqual(acknowledged)
      await stop()
    }, 60_000)
  })

  describe('operations', () => {
    it('shows what is stored as it comes, the types that are asked for, and the past on demand', async () => {
      const earlier = anEvent('tail.early')
      const since = new Date()
      await bus.publish([earlier])
      const [live, past]: [string[], string[]] = [[], []]
      const tails = [
        await bus.tail({ types: ['tail.late'] }, ({ envelope }) => void live.push(envelope.id)),
        await bus.tail({ types: [], since }, ({ envelope }) => void past.push(envelope.id)),
      ]
      const [late, other] = [anEvent('tail.late'), anEvent('tail.other', {}, 'auth')]
      await bus.publish([late, other])

      await until('the late event', () => live.length > 0 && past.length > 2)
      expect(live).toEqual([late.envelope.id])
      expect(past.sort()).toEqual(idsOf([earlier, late, other]).sort())
      await Promise.all(tails.map((tail) => tail.stop()))
    })

    it('says how far each consumer is behind, and since when', async () => {
      const { consumer, stop } = await collectNew()
      await stop()
      const before = new Date(Date.now() - 1000).toISOString()
      await bus.publish([...someEvents(3), anEvent('other.thing')])
      const behind = await lagOf(consumer)
      expect(behind).toMatchObject({ consumer, stream: 'posts', waiting: 3, deadLetters: 0 })
      expect(behind?.waitingSince?.localeCompare(before)).toBe(1)

      const reader = await collect(bus, consumer)
      await until('the lag to be gone', async () => (await lagOf(consumer))?.waiting === 0)
      expect(await lagOf(consumer)).toMatchObject({ waitingSince: null })
      await reader.stop()
    })

    it('tries a dead letter again when told to: it is gone when handled, and back when it fails', async () => {
      let cured = false
      const [cursed, hopeless] = [anEvent(), anEvent()]
      const { ids, consumer, stop } = await collectNew((id) => {
        if (id === hopeless.envelope.id || (id === cursed.envelope.id && !cured)) throw new Error('still no')
      })
      await bus.publish([cursed, hopeless])
      await until('two dead letters', async () => (await bus.deadLetters(consumer)).length === 2)
      expect(await lagOf(consumer)).toMatchObject({ deadLetters: 2 })

      const diedAt = (await bus.deadLetters(consumer)).map((letter) => letter.diedAt)
      cured = true
      expect(await bus.redrive(consumer, hopeless.envelope.id)).toBe(true)
      expect(await bus.redrive(consumer, cursed.envelope.id)).toBe(true)
      await until('the cured event', () => ids.includes(cursed.envelope.id))
      const back = await until('the hopeless one to be back', async () => {
        const letters = await bus.deadLetters(consumer)
        return letters.length === 1 && !diedAt.includes(letters[0]?.diedAt ?? '') && letters
      })
      expect(back).toMatchObject([{ envelope: { id: hopeless.envelope.id } }])

      expect(await bus.drop(consumer, hopeless.envelope.id)).toBe(true)
      expect(await bus.deadLetters(consumer)).toEqual([])
      expect(await bus.drop(consumer, hopeless.envelope.id)).toBe(false)
      expect(await bus.redrive(consumer, hopeless.envelope.id)).toBe(false)
      await stop()
    })

    it('has a consumer read again from a time, marked up to where it was', async () => {
      const { consumer, ids, replayed, stop } = await collectNew()
      const [old, then, now] = [anEvent(), anEvent(), anEvent()]
      await bus.publish([old])
      await until('the old event', () => ids.includes(old.envelope.id))
      const since = new Date(Date.now() + 5)
      await until('the time to pass', () => Date.now() > since.getTime())
      await bus.publish([then])
      await until('the second event', () => ids.includes(then.envelope.id))
      await until('it to be done with', async () => (await lagOf(consumer))?.waiting === 0)

      await bus.replay(consumer, since)
      await bus.publish([now])
      await until('the new event', () => ids.includes(now.envelope.id))
      expect(ids).toEqual(idsOf([old, then, then, now]))
      expect(replayed.get(then.envelope.id)).toBe(true)
      expect(replayed.get(now.envelope.id)).toBe(false)
      await stop()
    })

    it('has a consumer read again from the start', async () => {
      const { consumer, ids, replayed, stop } = await collectNew()
      const first = anEvent()
      await bus.publish([first])
      await until('the event', () => ids.includes(first.envelope.id))
      await until('it to be done with', async () => (await lagOf(consumer))?.waiting === 0)

      await bus.replay(consumer)
      await until('the event again', () => ids.filter((id) => id === first.envelope.id).length === 2)
      expect(ids.length).toBeGreaterThan(2)
      expect([...replayed.values()].every(Boolean)).toBe(true)
      await stop()
    })

    it('names the consumers there are when asked to replay for one that is not', async () => {
      const { consumer, stop } = await collectNew()
      const failure = await bus.replay('nobody').catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(UnknownConsumerError)
      expect((failure as Error).message).toContain(consumer)
      await stop()
    })
  })

  const lagOf = async (consumer: string) => (await bus.lag()).find((lag) => lag.consumer === consumer)
}

/** Lets a process of its own read until it has seen this event or is dead. @returns the ids it began with */
async function runDying(broker: TestBroker, consumer: string, last: StoredEvent): Promise<string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'dying-consumer.ts'), consumer], {
    env: { ...process.env, ...broker.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
    if (out.includes(last.envelope.id)) child.kill('SIGTERM')
  })
  await once(child, 'close')
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { id: string }).id)
}
