import type { KvEntry } from '@nats-io/kv'
import type { Logger } from 'pino'
import { errorMessage } from '../../embedded/plain-error.js'
import { Alarm } from '../alarm.js'
import type { SubscriptionOptions } from '../event-bus.js'
import { attempt, MAX_TRIES, type RetryPolicy } from '../retry-policy.js'
import type { DeadLetterBucket, DeadLetterEntry } from './dead-letters.js'

const AGAIN_MS = 1000

/** Tries the dead letters of a consumer again that an operator marked. */
export class Redriver {
  private readonly alarm = new Alarm()
  private stopWatch: () => void = () => {}
  private running: Promise<void> | undefined

  constructor(
    private readonly deadLetters: DeadLetterBucket,
    private readonly options: SubscriptionOptions,
    private readonly retry: RetryPolicy,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.running = this.run()
  }

  /** Watches anew: the bucket may be another one. */
  restart(): void {
    this.stopWatch()
  }

  async stop(): Promise<void> {
    this.alarm.stop()
    this.stopWatch()
    await this.running
  }

  private async run(): Promise<void> {
    while (!this.alarm.stopped) {
      try {
        const entries = await this.deadLetters.watch(this.options.consumer)
        this.stopWatch = () => entries.stop()
        if (this.alarm.stopped) return entries.stop()
        for await (const entry of entries) await this.look(entry)
      } catch (error) {
        this.log.warn(
          { err: error, consumer: this.options.consumer },
          'watching dead letters failed, again in a second',
        )
        await this.alarm.pause(AGAIN_MS)
      }
    }
  }

  private async look(entry: KvEntry): Promise<void> {
    if (entry.operation !== 'PUT') return
    const letter = entry.json<DeadLetterEntry>()
    if (!letter.redriven || !(await this.deadLetters.take(entry))) return
    const { consumer, envelope } = letter
    try {
      await attempt(
        this.options.handle,
        envelope,
        { tries: MAX_TRIES + 1, replayed: false, redriven: true },
        this.retry,
      )
      await this.deadLetters.remove(consumer, envelope.id)
    } catch (error) {
      const failure = errorMessage(error)
      this.log.error({ err: error, consumer, event: envelope.id, type: envelope.type }, 'a dead letter failed again')
      await this.deadLetters.lay({
        ...letter,
        error: failure,
        tries: letter.tries + 1,
        diedAt: new Date().toISOString(),
      })
    }
  }
}
