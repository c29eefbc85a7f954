import { until } from '@quark/testing'
import { describe, expect, it } from 'vitest'
import type { BusStand } from './bus-stand.js'
import { anEvent, collect, idsOf, someEvents } from './event-factory.js'

/** Who gets which event, in which order. */
export function deliveryContract(stand: BusStand): void {
  describe('delivery', () => {
    it('hands every event to every consumer in order, and passes over other types', async () => {
      const [one, two] = [await stand.collectNew(), await stand.collectNew()]
      const events = someEvents(50)
      const other = anEvent('other.thing')
      await stand.bus.publish([...events.slice(0, 20), other, ...events.slice(20)])

      for (const { ids, stop } of [one, two]) {
        const wanted = idsOf(events)
        await until('all events', () => wanted.every((id) => ids.includes(id)))
        expect(ids.filter((id) => wanted.includes(id) || id === other.envelope.id)).toEqual(wanted)
        await stop()
      }
    })

    it('keeps the order of each of several publishers at once, and loses none', async () => {
      const { ids, stop } = await stand.collectNew()
      const publishers = await Promise.all([stand.open(), stand.open(), stand.open()])
      const batches = publishers.map(() => Array.from({ length: 10 }, () => someEvents(5)))
      await Promise.all(
        publishers.map(async (publisher, index) => {
          for (const batch of batches[index] ?? []) await publisher.publish(batch)
        }),
      )

      await until('all events', () => batches.flat(2).every(({ envelope }) => ids.includes(envelope.id)))
      for (const batch of batches) {
        const wanted = idsOf(batch.flat())
        expect(ids.filter((id) => wanted.includes(id))).toEqual(wanted)
      }
      await stop()
    })

    it('stores an event once that is published twice', async () => {
      const { ids, stop } = await stand.collectNew()
      const [event, last] = [anEvent(), anEvent()]
      await stand.bus.publish([event])
      await stand.bus.publish([event, last])
      await until('the last event', () => ids.includes(last.envelope.id))

      expect(ids).toEqual(idsOf([event, last]))
      await stop()
    })

    it('goes on where the consumer left off', async () => {
      const first = await stand.collectNew()
      const before = anEvent()
      await stand.bus.publish([before])
      await until('the first event', () => first.ids.includes(before.envelope.id))
      await first.stop()
      const after = anEvent()
      await stand.bus.publish([after])

      const second = await collect(stand.bus, first.consumer)
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
      const first = await stand.collectNew(handle)
      const second = await collect(await stand.open(), first.consumer, handle)
      const events = someEvents(40)
      await stand.bus.publish(events)
      await until('all events', () => all.length >= 40)
      expect(all).toEqual(idsOf(events))
      expect(most).toBe(1)

      await first.stop()
      const later = anEvent()
      await stand.bus.publish([later])
      await until('the other to go on', () => second.ids.includes(later.envelope.id))
      await second.stop()
    })
  })
}
