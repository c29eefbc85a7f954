import { UnknownConsumerError } from '@quark/service-kit'
import { until } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import type { BusStand } from './bus-stand.js'
import { anEvent, collect, idsOf, someEvents } from './event-factory.js'

/** What operators see and do. */
export function operationsContract(stand: BusStand): void {
  describe('operations', () => {
    it('shows what is stored as it comes, the types that are asked for, and the past on demand', async () => {
      const earlier = anEvent('tail.early')
      const since = new Date()
      await stand.bus.publish([earlier])
      const [live, past]: [string[], string[]] = [[], []]
      const tails = [
        await stand.bus.tail({ types: ['tail.late'] }, ({ envelope }) => void live.push(envelope.id)),
        await stand.bus.tail({ types: [], since }, ({ envelope }) => void past.push(envelope.id)),
      ]
      const [late, other] = [anEvent('tail.late'), anEvent('tail.other', {}, 'auth')]
      await stand.bus.publish([late, other])

      await until('the late event', () => live.length > 0 && past.length > 2)
      expect(live).toEqual([late.envelope.id])
      expect(past.sort()).toEqual(idsOf([earlier, late, other]).sort())
      await Promise.all(tails.map((tail) => tail.stop()))
    })

    it('says how far each consumer is behind, and since when', async () => {
      const { consumer, stop } = await stand.collectNew()
      await stop()
      const before = new Date(Date.now() - 1000).toISOString()
      await stand.bus.publish([...someEvents(3), anEvent('other.thing')])
      const behind = await stand.lagOf(consumer)
      expect(behind).toMatchObject({ consumer, stream: 'posts', waiting: 3, deadLetters: 0 })
      expect(behind?.waitingSince?.localeCompare(before)).toBe(1)

      const reader = await collect(stand.bus, consumer)
      await until('the lag to be gone', async () => (await stand.lagOf(consumer))?.waiting === 0)
      expect(await stand.lagOf(consumer)).toMatchObject({ waitingSince: null })
      await reader.stop()
    })

    it('tries a dead letter again when told to: it is gone when handled, and back when it fails', async () => {
      let cured = false
      const [cursed, hopeless] = [anEvent(), anEvent()]
      const { ids, consumer, stop } = await stand.collectNew((id) => {
        if (id === hopeless.envelope.id || (id === cursed.envelope.id && !cured)) throw new Error('still no')
      })
      await stand.bus.publish([cursed, hopeless])
      await until('two dead letters', async () => (await stand.bus.deadLetters(consumer)).length === 2)
      expect(await stand.lagOf(consumer)).toMatchObject({ deadLetters: 2 })

      const diedAt = (await stand.bus.deadLetters(consumer)).map((letter) => letter.diedAt)
      cured = true
      expect(await stand.bus.redrive(consumer, hopeless.envelope.id)).toBe(true)
      expect(await stand.bus.redrive(consumer, cursed.envelope.id)).toBe(true)
      await until('the cured event', () => ids.includes(cursed.envelope.id))
      const back = await until('the hopeless one to be back', async () => {
        const letters = await stand.bus.deadLetters(consumer)
        return letters.length === 1 && !diedAt.includes(letters[0]?.diedAt ?? '') && letters
      })
      expect(back).toMatchObject([{ envelope: { id: hopeless.envelope.id } }])

      expect(await stand.bus.drop(consumer, hopeless.envelope.id)).toBe(true)
      expect(await stand.bus.deadLetters(consumer)).toEqual([])
      expect(await stand.bus.drop(consumer, hopeless.envelope.id)).toBe(false)
      expect(await stand.bus.redrive(consumer, hopeless.envelope.id)).toBe(false)
      await stop()
    })

    it('has a consumer read again from a time, marked up to where it was', async () => {
      const { consumer, ids, replayed, stop } = await stand.collectNew()
      const [old, then, now] = [anEvent(), anEvent(), anEvent()]
      await stand.bus.publish([old])
      await until('the old event', () => ids.includes(old.envelope.id))
      const since = new Date(Date.now() + 5)
      await until('the time to pass', () => Date.now() > since.getTime())
      await stand.bus.publish([then])
      await until('the second event', () => ids.includes(then.envelope.id))
      await until('it to be done with', async () => (await stand.lagOf(consumer))?.waiting === 0)

      await stand.bus.replay(consumer, since)
      await stand.bus.publish([now])
      await until('the new event', () => ids.includes(now.envelope.id))
      expect(ids).toEqual(idsOf([old, then, then, now]))
      expect(replayed.get(then.envelope.id)).toBe(true)
      expect(replayed.get(now.envelope.id)).toBe(false)
      await stop()
    })

    it('passes over nothing unread when told to read again from a later time', async () => {
      const { consumer, stop } = await stand.collectNew()
      await stop()
      const unread = anEvent()
      await stand.bus.publish([unread])
      await stand.bus.replay(consumer, new Date(Date.now() + 1000))

      const { ids, replayed, stop: end } = await collect(stand.bus, consumer)
      await until('the unread event', () => ids.includes(unread.envelope.id))
      expect(replayed.get(unread.envelope.id)).toBe(false)
      await end()
    })

    it('has a consumer read again from the start', async () => {
      const { consumer, ids, replayed, stop } = await stand.collectNew()
      const first = anEvent()
      await stand.bus.publish([first])
      await until('the event', () => ids.includes(first.envelope.id))
      await until('it to be done with', async () => (await stand.lagOf(consumer))?.waiting === 0)

      await stand.bus.replay(consumer)
      await until('the event again', () => ids.filter((id) => id === first.envelope.id).length === 2)
      expect(ids.length).toBeGreaterThan(2)
      expect([...replayed.values()].every(Boolean)).toBe(true)
      await stop()
    })

    it('tries an event anew that was laid aside, when a replay comes to it', async () => {
      const cursed = anEvent()
      const { consumer, stop } = await stand.collectNew(() => {
        throw new Error('not yet')
      })
      const since = new Date(Date.parse(cursed.envelope.time) - 1)
      await stand.bus.publish([cursed])
      await until('the dead letter', async () => (await stand.lagOf(consumer))?.deadLetters === 1)
      await until('it to be done with', async () => (await stand.lagOf(consumer))?.waiting === 0)
      await stop()

      await stand.bus.replay(consumer, since)
      const tried: number[] = []
      const { ids, stop: end } = await collect(stand.bus, consumer, (_, tries) => void tried.push(tries))
      await until('the event', () => ids.includes(cursed.envelope.id))
      expect(tried[ids.indexOf(cursed.envelope.id)]).toBe(1)
      await end()
    })

    it('names the consumers there are when asked to replay for one that is not', async () => {
      const { consumer, stop } = await stand.collectNew()
      const failure = await stand.bus.replay('nobody').catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(UnknownConsumerError)
      expect((failure as Error).message).toContain(consumer)
      await stop()
    })
  })
}
