import { pauseOf } from './link.ts'
import type { OutboxStore } from './outbox-store.ts'
import { nextOf, type Outcome, type Outgoing } from './outgoing.ts'

interface Options {
  owner: string
  store: OutboxStore
  deliver(message: Outgoing): Promise<Outcome>
  /** All that waits, whenever that changes; `isKept`: this browser would still have it after a reload. */
  onChange(messages: Outgoing[], isKept: boolean): void
  /** The server has it. */
  onSent(message: Outgoing): void
}

const LOCK = 'quark-outbox'
const CHANNEL = 'quark-outbox'

/**
 * Messages on their way: kept in the browser at once, sent one by one in their order, tried again until the server has them or says no.
 * Only one tab sends at a time (Web Locks), and it reads what waits anew, so two tabs do not send one message twice. Where there are no
 * locks (a site without TLS) they may, and the server stores it once all the same.
 */
export class Outbox {
  private readonly channel: BroadcastChannel | undefined
  /** Where the browser keeps nothing. */
  private readonly unkept = new Map<string, Outgoing>()
  private last = 0
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private sending: Promise<void> | undefined
  private isAsked = false
  private isClosed = false

  constructor(private readonly options: Options) {
    if (!('BroadcastChannel' in globalThis)) return
    this.channel = new BroadcastChannel(`${CHANNEL}-${options.owner}`)
    this.channel.onmessage = () => void this.show().then(() => this.send())
  }

  /** Shows and sends what an earlier page left behind. */
  async open(): Promise<void> {
    await this.show()
    this.send()
  }

  /** Takes a message; it is kept when this resolves. */
  async add(message: Omit<Outgoing, 'owner' | 'writtenAt'>): Promise<void> {
    // Later than the one before, also within one millisecond.
    this.last = Math.max(this.last + 1, Date.now())
    await this.put({ ...message, owner: this.options.owner, writtenAt: this.last })
    this.send()
  }

  /** Sends a refused one once more. */
  async retry({ refused: _, ...message }: Outgoing): Promise<void> {
    await this.put(message)
    this.send()
  }

  async remove(clientId: string): Promise<void> {
    this.unkept.delete(clientId)
    await this.options.store.remove(clientId).catch(() => {})
    await this.changed()
  }

  /** Tries now what waits: the connection is back. */
  send(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.isAsked = true
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined
      if (this.isAsked) this.send()
    })
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.channel?.close()
  }

  private async sendAll(): Promise<void> {
    this.isAsked = false
    const wait = await alone(`${LOCK}-${this.options.owner}`, () => this.sendUntilRefused())
    if (wait !== undefined && !this.isClosed) this.timer = setTimeout(() => this.send(), wait)
  }

  /** @returns after how many ms to try again; undefined when nothing waits */
  private async sendUntilRefused(): Promise<number | undefined> {
    for (let next = nextOf(await this.all()); next && !this.isClosed; next = nextOf(await this.all())) {
      const outcome = await this.options.deliver(next)
      if (outcome.kind === 'later') return outcome.afterMs ?? pauseOf(this.failures++, Math.random())
      this.failures = 0
      if (outcome.kind === 'refused') await this.put({ ...next, refused: outcome.code })
      else {
        this.options.onSent(next)
        await this.remove(next.clientId)
      }
    }
    return undefined
  }

  private async put(message: Outgoing): Promise<void> {
    try {
      await this.options.store.put(message)
    } catch (error) {
      console.warn('This browser keeps no messages:', error)
      this.unkept.set(message.clientId, message)
    }
    await this.changed()
  }

  private async changed(): Promise<void> {
    await this.show()
    if (!this.isClosed) this.channel?.postMessage('changed')
  }

  private async show(): Promise<void> {
    const messages = await this.all()
    if (!this.isClosed) this.options.onChange(messages, this.unkept.size === 0)
  }

  private async all(): Promise<Outgoing[]> {
    const kept = await this.options.store.of(this.options.owner).catch(() => [])
    return [...kept, ...this.unkept.values()]
  }
}

/** Runs while no other tab runs the same. */
const alone = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(name, work) : work()
