import type { ClientFrame, ServerFrame } from '@quark/contracts/messenger'
import { CallError, calls } from './calls.ts'
import { type Outcome, type Outgoing, outcomeOf } from './outgoing.ts'
import type { Message } from './shapes.ts'

/** An `ack` is there after milliseconds; after this time the message is sent again, as the same. */
const ACK_MS = 10_000

interface Options {
  /** @returns whether it went out */
  send(frame: ClientFrame): boolean
  /** A message that was sent over REST, as the server has it. */
  onStored(message: Message): void
}

/** Brings one message to the server: over the socket while there is one, else over REST. */
export class Delivery {
  private waiting: { clientId: string; settle(outcome: Outcome): void } | undefined

  constructor(private readonly options: Options) {}

  deliver(message: Outgoing): Promise<Outcome> {
    if (!navigator.onLine) return Promise.resolve({ kind: 'later' })
    const { clientId, conversationId, text, replyTo, mediaIds } = message
    const body = { clientId, text, mediaIds, ...(replyTo !== undefined && { replyTo }) }
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const timer = setTimeout(() => this.settle({ kind: 'later', afterMs: 0 }), ACK_MS)
    this.waiting = {
      clientId,
      settle: (outcome) => {
        clearTimeout(timer)
        this.waiting = undefined
        resolve(outcome)
      },
    }
    if (this.options.send({ type: 'send', conversationId, ...body })) return promise
    clearTimeout(timer)
    this.waiting = undefined
    return this.byRest(conversationId, body)
  }

  heard(frame: ServerFrame): void {
    if (frame.type !== 'ack' && frame.type !== 'error') return
    if (frame.clientId === undefined || frame.clientId !== this.waiting?.clientId) return
    this.settle(frame.type === 'ack' ? { kind: 'sent' } : outcomeOf(frame.code, 400, frame.retryAfter))
  }

  /** The connection broke: nobody knows whether the message arrived. */
  broken(): void {
    this.settle({ kind: 'later', afterMs: 0 })
  }

  private settle(outcome: Outcome): void {
    this.waiting?.settle(outcome)
  }

  private async byRest(id: string, body: Parameters<typeof calls.send>[1]): Promise<Outcome> {
    try {
      this.options.onStored(await calls.send(id, body))
      return { kind: 'sent' }
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      return outcomeOf(error.code, error.status, error.retryAfter)
    }
  }
}
