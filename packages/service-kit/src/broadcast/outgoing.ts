import type { Logger } from 'pino'
import type { BroadcastWire, WireItem } from './broadcast-wire.js'

/** More are waiting only when the wire stands still; then the oldest are worth the least. */
const MAX_WAITING = 10_000

interface Waiting {
  readonly topic: string
  readonly json: string
  readonly bytes: number
}

/** What is to be sent to other processes. While one text is on its way the next is gathered, so that load makes batches. */
export class Outgoing {
  private waiting: Waiting[] = []
  private sending: Promise<void> | undefined
  private failing = false
  private readonly head: string

  constructor(
    private readonly wire: BroadcastWire,
    origin: string,
    private readonly log: Logger,
  ) {
    this.head = JSON.stringify(origin)
  }

  /** @throws TypeError when the message alone is larger than the wire takes */
  add(item: WireItem): void {
    const json = JSON.stringify(item)
    const bytes = Buffer.byteLength(json) + 1
    const room = this.wire.maxBytes - this.head.length - 2
    if (bytes > room) {
      throw new TypeError(
        `A broadcast message of ${item[0]} has ${bytes} bytes, and ${room} fit: send ids, and let subscribers look the rest up.`,
      )
    }
    if (this.waiting.length === MAX_WAITING) this.waiting.shift()
    this.waiting.push({ topic: item[0], json, bytes })
    this.sending ??= this.drain().finally(() => {
      this.sending = undefined
    })
  }

  /** Resolves when nothing is waiting any more. */
  async settled(): Promise<void> {
    await this.sending
  }

  private async drain(): Promise<void> {
    // Whatever else is published in this turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.waiting.length > 0) {
      const { topic, text } = this.takeText()
      try {
        await this.wire.send(topic, text)
        this.failing = false
      } catch (error) {
        if (!this.failing) this.log.warn({ err: error }, 'broadcast messages are lost until the connection is back')
        this.failing = true
      }
    }
  }

  /** The first message, and those behind it that are of its topic and fit into the same text. */
  private takeText(): { topic: string; text: string } {
    const topic = this.waiting[0]?.topic ?? ''
    let room = this.wire.maxBytes - this.head.length - 2
    let count = 0
    for (const next of this.waiting) {
      if (next.topic !== topic || next.bytes > room) break
      room -= next.bytes
      count++
    }
    const items = this.waiting.splice(0, count)
    return { topic, text: `[${[this.head, ...items.map(({ json }) => json)].join(',')}]` }
  }
}
