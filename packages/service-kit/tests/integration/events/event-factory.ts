import type { EventStream } from '@quark/contracts'
import type { EventLog, StoredEvent, Subscription } from '@quark/service-kit'
import { aStoredEvent } from '@quark/testing'

/** The event that tests wait for unless they say otherwise. */
export const WRITTEN = 'note.written'

export const anEvent = (type = WRITTEN, data: unknown = {}, stream: EventStream = 'posts'): StoredEvent =>
  aStoredEvent({ type, data, stream })

export const someEvents = (count: number): StoredEvent[] => Array.from({ length: count }, () => anEvent())
export const idsOf = (events: readonly StoredEvent[]): string[] => events.map(({ envelope }) => envelope.id)

export interface Collected {
  readonly ids: string[]
  /** For each id, whether it was marked as read before. */
  readonly replayed: Map<string, boolean>
  stop(): Promise<void>
}

let consumers = 0

/** A consumer name that no other test uses. */
export const aConsumer = (): string => `consumer-${++consumers}`

/** Reads into a list; `handle` may fail or wait before an event counts as handled. */
export async function collect(
  bus: EventLog,
  consumer: string,
  handle: (id: string, tries: number) => Promise<void> | void = () => {},
): Promise<Collected> {
  const ids: string[] = []
  const replayed = new Map<string, boolean>()
  const subscription: Subscription = await bus.subscribe({
    consumer,
    events: [{ type: WRITTEN, stream: 'posts' }],
    handle: async ({ id }, delivery) => {
      await handle(id, delivery.tries)
      ids.push(id)
      replayed.set(id, delivery.replayed)
    },
  })
  return { ids, replayed, stop: () => subscription.stop() }
}
