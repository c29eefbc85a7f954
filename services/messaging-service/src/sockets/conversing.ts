import { Inject, Injectable } from '@nestjs/common'
import { CLOSE_CODES, ClientFrame } from '@quark/contracts/messenger'
import { LOGGER, type Logger, Refusal } from '@quark/service-kit'
import { MessagingConfig } from '../config.js'
import type { Connection } from '../delivery/connection.js'
import { News } from '../delivery/news.js'
import { NewMessage } from '../messages/messages.schema.js'
import { SendingService } from '../messages/sending.service.js'
import { Presence } from '../presence/presence.js'
import { ReadMarks } from '../reads/read-marks.js'
import { CatchUp } from './catch-up.js'
import { FrameBudget } from './frame-budget.js'

type FrameOf<Type extends ClientFrame['type']> = Extract<ClientFrame, { type: Type }>

/** Carries out what clients send. */
@Injectable()
export class Conversing {
  private readonly budgets = new WeakMap<Connection, FrameBudget>()
  /** When a person last typed, by the conversation: more often than once in a second is of no interest. */
  private readonly typed = new WeakMap<Connection, Map<string, number>>()

  constructor(
    private readonly sending: SendingService,
    private readonly catchUp: CatchUp,
    private readonly reads: ReadMarks,
    private readonly news: News,
    private readonly presence: Presence,
    private readonly config: MessagingConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** One frame of a client's. Never throws. */
  hear(connection: Connection, data: string): void {
    if (!connection.open) return
    const budget = this.budgets.get(connection) ?? new FrameBudget(this.config.SOCKET_FRAMES_PER_SECOND)
    this.budgets.set(connection, budget)
    if (!budget.take()) {
      connection.tell({ type: 'error', code: 'too-many-frames', detail: 'Connect again in a minute.', retryAfter: 60 })
      connection.close(CLOSE_CODES.flood, 'Too many frames.')
      return
    }
    const frame = parse(data)
    if (frame instanceof Refusal) {
      connection.tell(errorOf(frame))
      if (!budget.takeBad()) connection.close(CLOSE_CODES.badFrames, 'Too many bad frames.')
      return
    }
    this.carryOut(connection, frame)
  }

  private carryOut(connection: Connection, frame: ClientFrame): void {
    const { person } = connection
    if (frame.type === 'ping') connection.tell({ type: 'pong' })
    else if (frame.type === 'resume') this.resume(connection, frame)
    else if (frame.type === 'send') this.send(connection, frame)
    // The others have no answer, so what is none of theirs is told apart from what was done.
    else if (!person.rooms.has(frame.conversationId)) connection.tell(errorOf(Refusal.notFound('conversation')))
    else if (frame.type === 'read') this.reads.note(person.id, frame.conversationId, frame.seq)
    else this.typing(connection, frame.conversationId)
  }

  private send(connection: Connection, { conversationId, type: _type, ...message }: FrameOf<'send'>): void {
    const { clientId } = message
    const checked = NewMessage.safeParse(message)
    if (!checked.success) {
      connection.tell(errorOf(invalid(checked.error.issues[0]?.message ?? 'is not a message'), clientId))
      return
    }
    this.sending.send(connection.person.id, conversationId, checked.data).then(
      ({ id: messageId, seq, sentAt }) =>
        connection.tell({ type: 'ack', conversationId, clientId, messageId, seq, sentAt }),
      (error: unknown) => connection.tell(errorOf(this.refusalOf(error), clientId)),
    )
  }

  private resume(connection: Connection, { conversations }: FrameOf<'resume'>): void {
    const first = !connection.live
    connection.live = true
    this.catchUp.run(connection, conversations).catch((error: unknown) => {
      this.log.error({ err: error }, 'a client could not be brought up to date: its socket is closed')
      connection.close(1011, 'Something went wrong. Connect again.')
    })
    if (first) this.tellPresence(connection)
  }

  private tellPresence(connection: Connection): void {
    const online = [...new Set(connection.person.peers.values())].filter((id) => this.presence.isOnline(id))
    if (online.length === 0) return
    connection.tell({ type: 'presence', people: online.map((userId) => ({ userId, online: true, lastSeenAt: null })) })
  }

  private typing(connection: Connection, conversationId: string): void {
    const typed = this.typed.get(connection) ?? new Map<string, number>()
    this.typed.set(connection, typed)
    const now = Date.now()
    if (now - (typed.get(conversationId) ?? 0) < 1000) return
    typed.set(conversationId, now)
    this.news.typing(conversationId, connection.person.id)
  }

  private refusalOf(error: unknown): Refusal {
    if (error instanceof Refusal) return error
    this.log.error({ err: error }, 'a message could not be sent')
    return new Refusal(500, 'internal-error', { detail: 'Something went wrong on our side. Send it again.' })
  }
}

function parse(data: string): ClientFrame | Refusal {
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch {
    return invalid('it is not JSON')
  }
  const { success, data: frame, error } = ClientFrame.safeParse(json)
  if (success) return frame
  const [issue] = error.issues
  return invalid(`${issue?.path.join('.') || 'the frame'}: ${issue?.message}`)
}

const invalid = (why: string): Refusal =>
  Refusal.invalid('invalid-frame', [], `The frame is not as docs/messenger.md says: ${why}.`)

const errorOf = ({ code, message, options }: Refusal, clientId?: string) => ({
  type: 'error' as const,
  code,
  detail: message,
  ...(clientId !== undefined && { clientId }),
  ...(options.retryAfter !== undefined && { retryAfter: options.retryAfter }),
})
