import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

export interface Guest {
  readonly id: string
  readonly conversations: readonly string[]
}

/** How a crowd speaks to one server: Quark, or the bare relay. */
export interface Dialect {
  address(guest: Guest): Promise<string>
  /** What is sent once the socket is open, and the word in the answer that says that all is ready. */
  greeting(guest: Guest): { frame: string; answer: string }
  message(conversationId: string, text: string): string
}

export const QUARK = (url: string, ticketFor: (id: string) => Promise<string>): Dialect => ({
  address: async ({ id }) => `${url}/api/v1/ws?token=${await ticketFor(id)}`,
  greeting: () => ({ frame: '{"type":"resume","conversations":[]}', answer: '"resumed"' }),
  message: (conversationId, text) => JSON.stringify({ type: 'send', conversationId, clientId: randomUUID(), text }),
})

export const RELAY = (url: string): Dialect => ({
  address: async () => url,
  greeting: ({ conversations }) => ({ frame: JSON.stringify({ join: conversations }), answer: '"joined"' }),
  message: (conversationId, text) => JSON.stringify({ conversationId, text }),
})

const TEXT = /"text":"(\d+\.?\d*) /

/** Clients with a socket each, who write and hear. */
export class Crowd {
  readonly latencies: number[] = []
  delivered = 0
  private readonly sockets: WebSocket[] = []
  private readonly guests: readonly Guest[]
  private readonly dialect: Dialect
  /** Told of each message that its own sender hears. */
  private heardOwn: (sender: number) => void = () => {}

  constructor(dialect: Dialect, guests: readonly Guest[]) {
    this.dialect = dialect
    this.guests = guests
  }

  async connect(): Promise<void> {
    for (let at = 0; at < this.guests.length; at += 50) {
      await Promise.all(this.guests.slice(at, at + 50).map((guest, n) => this.open(guest, at + n)))
    }
  }

  /** So many messages a second, evenly, each by the next of `turns`. */
  async speak(
    perSecond: number,
    seconds: number,
    turns: readonly (readonly [guest: number, conversation: string])[],
  ): Promise<void> {
    const start = performance.now()
    for (let sent = 0; sent < perSecond * seconds; sent++) {
      const due = start + (sent * 1000) / perSecond
      if (due > performance.now() + 1) await pause(due - performance.now())
      const [guest, conversation] = turns[sent % turns.length] ?? [0, '']
      this.say(guest, conversation)
    }
    await pause(500)
  }

  /** As many as go: each of these keeps `window` messages under way. @returns deliveries a second */
  async rush(
    speakers: readonly (readonly [guest: number, conversation: string])[],
    window: number,
    seconds: number,
  ): Promise<number> {
    const conversationOf = new Map(speakers)
    let open = true
    this.heardOwn = (sender) => {
      const conversation = conversationOf.get(sender)
      if (open && conversation) this.say(sender, conversation)
    }
    for (const [guest, conversation] of speakers) for (let n = 0; n < window; n++) this.say(guest, conversation)
    await pause(500)
    const [before, start] = [this.delivered, performance.now()]
    await pause(seconds * 1000)
    const rate = (this.delivered - before) / ((performance.now() - start) / 1000)
    open = false
    await pause(1000)
    return rate
  }

  close(): void {
    for (const socket of this.sockets) socket.terminate()
  }

  private say(guest: number, conversation: string): void {
    // The sender is in the text, so that whoever hears it knows whose it is.
    this.sockets[guest]?.send(this.dialect.message(conversation, `${performance.now()} ${guest} ${'x'.repeat(80)}`))
  }

  private async open(guest: Guest, index: number): Promise<void> {
    const ws = new WebSocket(await this.dialect.address(guest), { perMessageDeflate: false })
    this.sockets[index] = ws
    const { frame, answer } = this.dialect.greeting(guest)
    const ready = new Promise<void>((resolve, reject) => {
      ws.on('message', (data) => {
        const text = data.toString()
        const said = TEXT.exec(text)
        if (said) this.hear(Number(said[1]), text, index)
        else if (text.includes(answer)) resolve()
      })
      ws.once('close', (code) => reject(new Error(`a socket was closed with ${code}`)))
      ws.once('error', reject)
    })
    ready.catch(() => {})
    await once(ws, 'open')
    ws.send(frame)
    await ready
  }

  private hear(sentAt: number, text: string, index: number): void {
    this.delivered++
    this.latencies.push(performance.now() - sentAt)
    if (text.includes(` ${index} xx`)) this.heardOwn(index)
  }
}
