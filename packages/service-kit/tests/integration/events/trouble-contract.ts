import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { MAX_TRIES, type StoredEvent } from '@quark/service-kit'
import { type TestBroker, until } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import type { BusStand } from './bus-stand.js'
import { anEvent, idsOf } from './event-factory.js'

/** What happens when handlers, processes and servers fail. */
export function troubleContract(stand: BusStand): void {
  describe('trouble', () => {
    it('tries a failing event five times, holds back what is behind it, and lays it aside', async () => {
      const [poison, good] = [anEvent(), anEvent()]
      const tried: number[] = []
      const { ids, consumer, stop } = await stand.collectNew((id, tries) => {
        if (id !== poison.envelope.id) return
        expect(ids).toEqual([])
        tried.push(tries)
        throw new Error('no')
      })
      await stand.bus.publish([poison, good])

      await until('the good event', () => ids.includes(good.envelope.id))
      expect(tried).toEqual([1, 2, 3, 4, 5])
      expect(await stand.bus.deadLetters(consumer)).toMatchObject([
        { consumer, stream: 'posts', envelope: poison.envelope, error: 'no', tries: MAX_TRIES },
      ])
      await stop()
    })

    it('handles an event in the end that failed for a while', async () => {
      const [flaky, next] = [anEvent(), anEvent()]
      const { ids, consumer, stop } = await stand.collectNew((id, tries) => {
        if (id === flaky.envelope.id && tries < MAX_TRIES) throw new Error('not yet')
      })
      await stand.bus.publish([flaky, next])

      await until('both', () => ids.length >= 2)
      expect(ids).toEqual(idsOf([flaky, next]))
      expect(await stand.bus.deadLetters(consumer)).toEqual([])
      await stop()
    })

    it('gives up on a handler that hangs, and goes on', async () => {
      const [stuck, good] = [anEvent(), anEvent()]
      const impatient = await stand.open({ limitMs: 60 })
      const never = new Promise<void>(() => {})
      const { ids, consumer, stop } = await stand.collectNew(
        (id) => (id === stuck.envelope.id ? never : undefined),
        impatient,
      )
      await stand.bus.publish([stuck, good])

      await until('the good event', () => ids.includes(good.envelope.id))
      expect(await stand.bus.deadLetters(consumer)).toMatchObject([
        { envelope: { id: stuck.envelope.id }, error: 'the handler did not end within 60 ms' },
      ])
      await stop()
    })

    it('lays an event aside that ends the process every time, and loses nothing around it', async () => {
      const { consumer, stop } = await stand.collectNew()
      await stop()
      const [before, deadly, after] = [anEvent(), anEvent('note.written', { deadly: true }), anEvent()]
      await stand.bus.publish([before, deadly, after])

      const seen: string[] = []
      for (let run = 0; run < MAX_TRIES + 2 && !seen.includes(after.envelope.id); run++) {
        seen.push(...(await runDying(stand.broker, consumer, after)))
      }
      expect(seen).toContain(before.envelope.id)
      expect(seen.at(-1)).toBe(after.envelope.id)
      const deaths = seen.filter((id) => id === deadly.envelope.id).length
      expect(deaths).toBeGreaterThanOrEqual(MAX_TRIES)
      expect(deaths).toBeLessThanOrEqual(MAX_TRIES + 1)
      expect(await stand.bus.deadLetters(consumer)).toMatchObject([{ envelope: { id: deadly.envelope.id } }])
    }, 60_000)

    it('outlives a server that is killed in the middle: what was acknowledged is delivered', async () => {
      const { ids, stop } = await stand.collectNew()
      const publisher = await stand.open()
      const acknowledged: string[] = []
      const restarts: Promise<void>[] = []
      for (let round = 0; round < 40; round++) {
        const event = anEvent()
        if (round === 10 || round === 25) {
          await Promise.all(restarts)
          await stand.broker.kill()
          restarts.push(stand.broker.restart())
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
