import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ServerFrame } from '@quark/contracts/messenger'
import type { TokenMint } from '@quark/testing'
import { WebSocket } from 'ws'

/** What a member saw of a conversation, in the order in which it came. */
interface Seen {
  readonly seqs: number[]
  readonly clientIds: (string | null)[]
}

/** A member whose program breaks off at random, comes back, resumes, and sends again what was not acknowledged. */
export class Member {
  readonly id: string = randomUUID()
  readonly seen = new Map<string, Seen>()
  /** What the server said is stored. */
  readonly acknowledged = new Map<string, string[]>()
  connections = 0
  private readonly unacknowledged = new Map<string, { conversationId: string; clientId: string; text: string }>()
  private readonly mint: TokenMint
  private socket: WebSocket | undefined
  private live = false

  constructor(mint: TokenMint, conversationIds: readonly string[]) {
    this.mint = mint
    for (const id of conversationIds) {
      this.seen.set(id, { seqs: [], clientIds: [] })
      this.acknowledged.set(id, [])
    }
  }

  /** Until it is over: connects to one of the replicas, talks for a while, breaks off. */
  async stay(urls: () => readonly string[], isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.connect(urls())
      const until = Date.now() + 200 + Math.random() * 2500
      while (!isOver() && Date.now() < until && this.socket?.readyState === WebSocket.OPEN) {
        if (this.live && this.unacknowledged.size < 10) this.say()
        await pause(5 + Math.random() * 40)
      }
      this.socket?.terminate()
      await pause(Math.random() * 100)
    }
  }

  /** Connects once more and stays, with everything sent that was not acknowledged. */
  async comeBack(urls: () => readonly string[]): Promise<void> {
    while (!this.live || this.socket?.readyState !== WebSocket.OPEN) {
      await this.connect(urls())
      const patience = Date.now() + 3000
      while (!this.live && this.socket?.readyState === WebSocket.OPEN && Date.now() < patience) await pause(10)
    }
  }

  get waiting(): number {
    return this.unacknowledged.size
  }

  close(): void {
    this.socket?.terminate()
  }

  private async connect(urls: readonly string[]): Promise<void> {
    this.live = false
    const url = urls[Math.floor(Math.random() * urls.length)]
    if (!url) return void (await pause(20))
    const socket = new WebSocket(`${url.replace('http', 'ws')}/api/v1/ws?token=${await this.mint.ticketFor(this.id)}`)
    this.socket = socket
    this.connections++
    socket.on('message', (data) => {
      if (socket === this.socket) this.hear(ServerFrame.parse(JSON.parse(data.toString())))
    })
    socket.on('error', () => {})
    await new Promise<void>((resolve) => {
      socket.once('open', resolve)
      socket.once('close', resolve)
    })
  }

  private hear(frame: ServerFrame): void {
    if (frame.type === 'ready') this.resume()
    else if (frame.type === 'resumed') {
      this.live = true
      for (const message of this.unacknowledged.values()) this.tell({ type: 'send', ...message })
    } else if (frame.type === 'message') {
      const { conversationId, seq, clientId } = frame.message
      this.seen.get(conversationId)?.seqs.push(seq)
      this.seen.get(conversationId)?.clientIds.push(clientId)
    } else if (frame.type === 'ack' && this.unacknowledged.delete(frame.clientId)) {
      this.acknowledged.get(frame.conversationId)?.push(frame.clientId)
    }
  }

  private resume(): void {
    const conversations = [...this.seen].map(([conversationId, { seqs }]) => ({
      conversationId,
      seq: seqs.at(-1) ?? 0,
      change: 0,
    }))
    this.tell({ type: 'resume', conversations })
  }

  private say(): void {
    const ids = [...this.seen.keys()]
    const conversationId = ids[Math.floor(Math.random() * ids.length)] ?? ''
    const message = { conversationId, clientId: randomUUID(), text: `Said by ${this.id}` }
    this.unacknowledged.set(message.clientId, message)
    this.tell({ type: 'send', ...message })
  }

  private tell(frame: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }
}
