import type { ConsumerMessages, JetStreamClient, JsMsg } from '@nats-io/jetstream'
import type { EventEnvelope, EventStream } from '@quark/contracts'
import type { Logger } from 'pino'
import { errorMessage } from '../../embedded/plain-error.js'
import { Alarm } from '../alarm.js'
import type { SubscriptionOptions } from '../event-bus.js'
import { attempt, MAX_TRIES, pauseAfter, type RetryPolicy } from '../retry-policy.js'
import type { DeadLetterBucket } from './dead-letters.js'
import { ackWaitOf, type Durables } from './durables.js'

const AGAIN_MS = 500

export interface ReaderParts {
  readonly js: JetStreamClient
  readonly durables: Durables
  readonly deadLetters: DeadLetterBucket
  readonly retry: RetryPolicy
  readonly log: Logger
  /** Makes what is missing on the server: a store that was lost comes back empty. */
  readonly restore: () => Promise<void>
  /** Resolves when the server has all that was sent to it; at once when it is away. */
  readonly flush: () => Promise<void>
}

/** Reads one stream for one durable consumer, a message at a time. */
export class StreamReader {
  private readonly alarm = new Alarm()
  private readonly types: readonly string[]
  private messages: ConsumerMessages | undefined
  private running: Promise<void> | undefined
  private inHand: JsMsg | undefined
  /** Tells the server that the message in hand is being worked on. One timer for all: most messages take no time. */
  private alive: NodeJS.Timeout | undefined

  constructor(
    private readonly parts: ReaderParts,
    private readonly stream: EventStream,
    private readonly options: SubscriptionOptions,
  ) {
    this.types = [...new Set(options.events.filter((event) => event.stream === stream).map(({ type }) => type))]
  }

  /** Answers when the durable is there, so that nothing published from now on is missed. */
  async start(): Promise<void> {
    await this.parts.durables.ensure(this.options.consumer, this.stream, this.types)
    this.alive = setInterval(() => this.inHand?.working(), ackWaitOf(this.parts.retry) / 3)
    this.running = this.run()
  }

  async stop(): Promise<void> {
    this.alarm.stop()
    this.messages?.stop()
    await this.running
    clearInterval(this.alive)
    // Once the server knows, it hands the next message to another replica and not to a reader that is gone.
    await this.parts.flush()
  }

  private async run(): Promise<void> {
    while (!this.alarm.stopped) {
      try {
        await this.read()
      } catch (error) {
        if (this.alarm.stopped) return
        const { consumer } = this.options
        this.parts.log.warn(
          { err: error, consumer, stream: this.stream },
          'reading events was cut off, it is begun again',
        )
        await this.alarm.pause(AGAIN_MS)
        await this.parts.restore().catch((failure: unknown) => {
          this.parts.log.warn({ err: failure }, 'the streams could not be looked after, it is tried again')
        })
      }
    }
  }

  /** Ends when the durable is gone: deleted by a replay, or with the whole store. */
  private async read(): Promise<void> {
    const { durables, js } = this.parts
    const until = await durables.ensure(this.options.consumer, this.stream, this.types)
    const consumer = await js.consumers.get(this.stream, this.options.consumer)
    this.messages = await consumer.consume({
      idle_heartbeat: 1000,
      expires: 2000,
      abort_on_missing_resource: true,
    })
    if (this.alarm.stopped) this.messages.stop()
    for await (const message of this.messages) {
      await this.handle(message, message.seq <= until)
      if (this.alarm.stopped) break
    }
    const failure = await this.messages.closed()
    if (failure) throw failure
  }

  private async handle(message: JsMsg, replayed: boolean): Promise<void> {
    const tries = message.info.deliveryCount
    const envelope = message.json<EventEnvelope>()
    const about = { consumer: this.options.consumer, event: envelope.id, type: envelope.type, tries }
    if (tries > MAX_TRIES) {
      await this.bury(message, envelope, 'the process ended while it handled the event')
      return
    }
    this.inHand = message
    try {
      await attempt(this.options.handle, envelope, { tries, replayed, redriven: false }, this.parts.retry)
      message.ack()
    } catch (error) {
      this.parts.log.warn({ ...about, err: error }, 'handling an event failed')
      if (tries >= MAX_TRIES) await this.bury(message, envelope, errorMessage(error))
      else message.nak(pauseAfter(tries, this.parts.retry))
    } finally {
      this.inHand = undefined
    }
  }

  /** The letter is stored before the message is let go: between the two it is at most laid aside twice. */
  private async bury(message: JsMsg, envelope: EventEnvelope, error: string): Promise<void> {
    const { consumer } = this.options
    await this.parts.deadLetters.lay({
      consumer,
      stream: this.stream,
      envelope,
      error,
      tries: MAX_TRIES,
      diedAt: new Date().toISOString(),
    })
    message.ack()
    this.parts.log.error(
      { consumer, event: envelope.id, type: envelope.type, error },
      'an event could not be handled and is now a dead letter',
    )
  }
}
