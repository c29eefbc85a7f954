import type { ServerFrame } from '@quark/contracts/messenger'
import { CallError, calls } from './calls.ts'
import { Delivery } from './delivery.ts'
import { History } from './history.ts'
import type { Phase } from './link.ts'
import { newId } from './new-id.ts'
import { emptyState, type MessengerState, type News, placesOf, unreadOf } from './news.ts'
import { Outbox } from './outbox.ts'
import { outboxStore } from './outbox-store.ts'
import type { Outgoing } from './outgoing.ts'
import { reduce } from './reduce.ts'
import type { Message } from './shapes.ts'
import { SocketLink } from './socket-link.ts'
import { unreadMessages } from './unread.svelte.ts'

const TYPING_EVERY_MS = 3000
const TICK_MS = 1000

/** The messenger of a tab: what it knows, its socket, and what waits to be sent. On the server it only knows what a page was given. */
export class Messenger {
  state = $state.raw<MessengerState>(emptyState(''))
  phase = $state<Phase>('stopped')
  outgoing = $state.raw<readonly Outgoing[]>([])
  /** Sent from this tab, until they come back as messages. */
  sent = $state.raw<readonly Outgoing[]>([])
  /** Whether what waits would survive a reload. */
  isKept = $state(true)
  /** What was begun to write, by conversation. */
  readonly drafts = new Map<string, string>()
  readonly history = new History((news) => this.tell(news))

  private link: SocketLink | undefined
  private outbox: Outbox | undefined
  private readonly delivery = new Delivery({
    send: (frame) => this.link?.send(frame) ?? false,
    onStored: (message) => this.tell({ type: 'stored', message }),
  })
  private readonly asked = new Set<string>()
  private readonly reads = new Map<string, number>()
  private readonly typed = new Map<string, number>()
  private ticking: ReturnType<typeof setInterval> | undefined

  constructor(readonly me: string) {
    this.state = emptyState(me)
  }

  /** Connects, and sends what an earlier page left behind. */
  start(): void {
    if (this.link) return
    this.outbox = new Outbox({
      owner: this.me,
      store: outboxStore,
      deliver: (message) => this.delivery.deliver(message),
      onChange: (messages, isKept) => {
        this.outgoing = messages
        this.isKept = isKept
      },
      onSent: (message) => {
        this.sent = [...this.sent, message]
      },
    })
    this.link = new SocketLink({
      places: () => placesOf(this.state),
      onFrame: (frame) => this.arrived(frame),
      onPhase: (phase) => this.turned(phase),
    })
    this.link.start()
    void this.outbox.open()
  }

  stop(): void {
    this.link?.stop()
    this.outbox?.close()
    clearInterval(this.ticking)
    unreadMessages.count = undefined
  }

  tell(news: News): void {
    this.state = reduce(this.state, news)
    if (!this.link) return
    unreadMessages.count = this.state.nextCursor === undefined ? undefined : unreadOf(this.state)
    for (const id of this.state.wanted) void this.once(id, () => this.readDetails(id))
    if (this.link.isLive && this.state.holes.size > 0) this.askForHoles()
    this.tick()
  }

  send(message: Pick<Outgoing, 'conversationId' | 'text' | 'replyTo' | 'mediaIds'>): Promise<void> {
    this.typed.delete(message.conversationId)
    return this.outbox?.add({ ...message, clientId: newId() }) ?? Promise.resolve()
  }

  retry = (message: Outgoing): void => void this.outbox?.retry(message)
  discard = (message: Outgoing): void => void this.outbox?.remove(message.clientId)

  /** @throws CallError */
  async edit({ conversationId, id }: Message, text: string): Promise<void> {
    const { change, seq, editedAt } = await calls.edit(conversationId, id, text)
    if (editedAt !== null)
      this.tell({ type: 'changed', conversationId, seq, change: { messageId: id, change, text, editedAt } })
  }

  /** What is left of it comes over the socket. @throws CallError */
  remove = ({ conversationId, id }: Message): Promise<void> => calls.remove(conversationId, id)

  /** The person is writing there. */
  typing(conversationId: string): void {
    const now = Date.now()
    if (now - (this.typed.get(conversationId) ?? 0) < TYPING_EVERY_MS) return
    if (this.link?.send({ type: 'typing', conversationId })) this.typed.set(conversationId, now)
  }

  /** The person has seen everything up to there. */
  read(conversationId: string, seq: number): void {
    const talk = this.state.talks.get(conversationId)
    if (!talk || seq <= talk.readSeq) return
    this.tell({ type: 'read', conversationId, seq })
    this.reads.set(conversationId, seq)
    this.tellReads()
  }

  private arrived(frame: ServerFrame): void {
    this.delivery.heard(frame)
    if (frame.type === 'synced') this.asked.delete(frame.conversationId)
    this.tell({ type: 'frame', frame, at: Date.now() })
    if (frame.type === 'message' && frame.message.senderId === this.me)
      this.sent = this.sent.filter(({ clientId }) => clientId !== frame.message.clientId)
  }

  private turned(phase: Phase): void {
    const wasLive = this.phase === 'live'
    this.phase = phase
    if (wasLive) this.delivery.broken()
    if (phase !== 'live') return
    this.asked.clear()
    this.tellReads()
    this.outbox?.send()
    void this.once('list', () => this.refresh())
    this.tell({ type: 'tick', at: Date.now() })
  }

  /** What began while nobody listened is not told over the socket. */
  private async refresh(): Promise<void> {
    const [page, { messages }] = await Promise.all([calls.conversations(), calls.unread()])
    this.tell({ type: 'listed', ...page, unread: messages })
  }

  private async readDetails(id: string): Promise<void> {
    try {
      this.tell({ type: 'details', conversation: await calls.conversation(id) })
    } catch (error) {
      if (!(error instanceof CallError) || error.status !== 404) throw error
      this.tell({ type: 'gone', conversationId: id })
    }
  }

  /** Runs unless it is running; when the API does not answer, the next piece of news tries again. */
  private async once(key: string, work: () => Promise<void>): Promise<void> {
    const name = `once ${key}`
    if (this.asked.has(name)) return
    this.asked.add(name)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
    } finally {
      this.asked.delete(name)
    }
  }

  private askForHoles(): void {
    const fresh = placesOf(this.state).filter(
      ({ conversationId: id }) => this.state.holes.has(id) && !this.asked.has(id),
    )
    for (const { conversationId } of fresh) this.asked.add(conversationId)
    if (fresh.length > 0) this.link?.resume(fresh)
  }

  private tellReads(): void {
    for (const [conversationId, seq] of this.reads)
      if (this.link?.send({ type: 'read', conversationId, seq })) this.reads.delete(conversationId)
  }

  /** Typing is forgotten in time. */
  private tick(): void {
    const isTyping = [...this.state.typing.values()].some(({ size }) => size > 0)
    if (isTyping) this.ticking ??= setInterval(() => this.tell({ type: 'tick', at: Date.now() }), TICK_MS)
    else {
      clearInterval(this.ticking)
      this.ticking = undefined
    }
  }
}
