import type { ClientFrame, ServerFrame } from '@quark/contracts/messenger'
import { type Link, type LinkEvent, type Order, type Phase, STOPPED, step } from './link.ts'
import { RESUME_CONVERSATIONS } from './shapes.ts'

const TICKET = '/-/api/v1/auth/ws-ticket'
/** A connection that says nothing is asked after so many seconds, until the server says how many. */
const PING_SECONDS = 30
const ANSWER_MS = 10_000

type Place = Extract<ClientFrame, { type: 'resume' }>['conversations'][number]

interface Options {
  places(): Place[]
  onFrame(frame: ServerFrame): void
  onPhase(phase: Phase): void
}

/** The socket of this tab: does what `link.ts` decides, and notices when nothing comes any more. */
export class SocketLink {
  private link: Link = STOPPED
  private socket: WebSocket | undefined
  private pause: ReturnType<typeof setTimeout> | undefined
  private silence: ReturnType<typeof setTimeout> | undefined
  private pingMs = PING_SECONDS * 1000
  private readonly listening = new AbortController()

  constructor(private readonly options: Options) {
    const { signal } = this.listening
    addEventListener('online', () => this.happened({ type: 'online' }), { signal })
    addEventListener('offline', () => this.happened({ type: 'offline' }), { signal })
    // A device that slept may hold a connection that is dead.
    document.addEventListener('visibilitychange', () => document.hidden || this.ask(), { signal })
  }

  start(): void {
    this.happened({ type: 'start', online: navigator.onLine })
  }

  stop(): void {
    this.listening.abort()
    this.happened({ type: 'stop' })
  }

  get isLive(): boolean {
    return this.link.phase === 'live'
  }

  /** @returns whether it went out; the caller learns from the answer whether it arrived */
  send(frame: ClientFrame): boolean {
    if (!this.isLive || this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(frame))
    return true
  }

  /** Asks for what lies between in these conversations. */
  resume(places: Place[]): void {
    for (let from = 0; from === 0 || from < places.length; from += RESUME_CONVERSATIONS) {
      const conversations = places.slice(from, from + RESUME_CONVERSATIONS)
      this.socket?.send(JSON.stringify({ type: 'resume', conversations } satisfies ClientFrame))
    }
  }

  private happened(event: LinkEvent): void {
    const { link, orders } = step(this.link, event, Math.random())
    const isNew = link.phase !== this.link.phase
    this.link = link
    clearTimeout(this.pause)
    for (const order of orders) this.carryOut(order)
    if (isNew) this.options.onPhase(link.phase)
  }

  private carryOut(order: Order): void {
    if (order.do === 'ask') void this.fetchTicket()
    else if (order.do === 'open') this.open(order.ticket)
    else if (order.do === 'close') this.drop()
    else this.pause = setTimeout(() => this.happened({ type: 'pause-over' }), order.ms)
  }

  private async fetchTicket(): Promise<void> {
    try {
      const answer = await fetch(TICKET, { method: 'POST', signal: AbortSignal.timeout(ANSWER_MS) })
      if (answer.ok) return this.happened({ type: 'ticket', ticket: (await answer.json()).ticket })
      const retryAfterMs = Number(answer.headers.get('retry-after') ?? 0) * 1000
      this.happened({ type: 'refused', status: answer.status, retryAfterMs })
    } catch {
      this.happened({ type: 'refused', status: 0 })
    }
  }

  private open(ticket: string): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws'
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/ws?token=${encodeURIComponent(ticket)}`)
    this.socket = socket
    const ifCurrent = (work: () => void) => () => this.socket === socket && work()
    socket.onmessage = ({ data }) => ifCurrent(() => this.heard(JSON.parse(String(data))))()
    socket.onclose = ({ code }) =>
      ifCurrent(() => {
        this.drop()
        this.happened({ type: 'closed', code })
      })()
    this.listen(ANSWER_MS)
  }

  private heard(frame: ServerFrame): void {
    this.listen(this.pingMs)
    if (frame.type === 'ready') {
      this.pingMs = frame.pingSeconds * 1000
      this.happened({ type: 'ready' })
      this.resume(this.options.places())
    }
    this.options.onFrame(frame)
    if (frame.type === 'resumed') this.happened({ type: 'resumed' })
  }

  /** When nothing comes for so long, the other side is asked; when it does not answer either, the connection is dead. */
  private listen(ms: number): void {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => (this.isLive ? this.ask() : this.happened({ type: 'silent' })), ms)
  }

  private ask(): void {
    if (!this.send({ type: 'ping' })) return
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.happened({ type: 'silent' }), ANSWER_MS)
  }

  private drop(): void {
    clearTimeout(this.silence)
    const { socket } = this
    this.socket = undefined
    socket?.close()
  }
}
