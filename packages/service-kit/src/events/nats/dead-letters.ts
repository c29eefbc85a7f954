import type { KV, KvEntry } from '@nats-io/kv'
import type { DeadLetter } from '../event-bus.js'

/** What the bucket holds: the letter, and whether an operator wants it tried again. */
export interface DeadLetterEntry extends DeadLetter {
  readonly redriven: boolean
}

const keyOf = (consumer: string, eventId: string): string => `${consumer}.${eventId}`

/** The dead letters of all consumers, in a bucket of NATS: a key for each consumer and event. */
export class DeadLetterBucket {
  constructor(private readonly bucket: KV) {}

  async list(consumer?: string): Promise<DeadLetter[]> {
    const letters: DeadLetter[] = []
    for await (const key of await this.bucket.keys(consumer ? `${consumer}.*` : '>')) {
      const entry = await this.bucket.get(key)
      if (entry?.operation === 'PUT') letters.push(letterOf(entry))
    }
    return letters.sort((a, b) => a.diedAt.localeCompare(b.diedAt) || a.envelope.id.localeCompare(b.envelope.id))
  }

  async lay(letter: DeadLetter): Promise<void> {
    await this.bucket.put(keyOf(letter.consumer, letter.envelope.id), JSON.stringify({ ...letter, redriven: false }))
  }

  async mark(consumer: string, eventId: string): Promise<boolean> {
    const entry = await this.find(consumer, eventId)
    if (!entry) return false
    await this.bucket.put(entry.key, JSON.stringify({ ...entry.json<DeadLetterEntry>(), redriven: true }))
    return true
  }

  async remove(consumer: string, eventId: string): Promise<boolean> {
    const entry = await this.find(consumer, eventId)
    if (entry) await this.bucket.purge(entry.key)
    return entry !== undefined
  }

  /** Those of a consumer that are to be tried again, now and as they are marked. Ends with the iterator's `stop`. */
  watch(consumer: string) {
    return this.bucket.watch({ key: `${consumer}.*` })
  }

  /** Takes the mark off. False when another replica was quicker, or the operator dropped it. */
  async take(entry: KvEntry): Promise<boolean> {
    const unmarked = { ...entry.json<DeadLetterEntry>(), redriven: false }
    try {
      await this.bucket.update(entry.key, JSON.stringify(unmarked), entry.revision)
      return true
    } catch (error) {
      if (isWrongRevision(error)) return false
      throw error
    }
  }

  private async find(consumer: string, eventId: string): Promise<KvEntry | undefined> {
    const entry = await this.bucket.get(keyOf(consumer, eventId))
    return entry?.operation === 'PUT' ? entry : undefined
  }
}

function letterOf(entry: KvEntry): DeadLetter {
  const { redriven: _, ...letter } = entry.json<DeadLetterEntry>()
  return letter
}

/** JetStream's error 10071: the last sequence of the subject is another one. */
const isWrongRevision = (error: unknown): boolean => (error as { code?: number }).code === 10071
