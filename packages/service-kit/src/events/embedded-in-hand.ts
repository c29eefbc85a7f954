import type { Logger } from 'pino'
import type postgres from 'postgres'
import { errorMessage } from '../embedded/plain-error.js'
import type { Alarm } from './alarm.js'
import type { Beginning, LogCursor } from './embedded-cursor.js'
import { DeadLetterBox } from './embedded-dead-letters.js'
import type { StoredEvent, SubscriptionOptions } from './event-bus.js'
import { attempt, MAX_TRIES, pauseAfter, type RetryPolicy } from './retry-policy.js'

export interface InHandOptions {
  readonly options: SubscriptionOptions
  readonly log: Logger
  readonly retry: RetryPolicy
  readonly alarm: Alarm
  readonly beginning: Beginning
}

/** The one event that a reader has in hand: tried, tried again, and laid aside when it can't be handled. */
export class EventInHand {
  private readonly deadLetters: DeadLetterBox
  /** The event that was tried without an end before this reader began. */
  private before: Pick<Beginning, 'trying' | 'tries'>

  constructor(
    connection: postgres.ReservedSql,
    private readonly cursor: LogCursor,
    private readonly parts: InHandOptions,
  ) {
    this.deadLetters = new DeadLetterBox(connection, parts.options.consumer)
    this.before = parts.beginning
  }

  /**
   * @param careful note the try before it is made, so that an event that ends the process is known by its tries
   * @returns whether the event is done with: handled, or laid aside as a dead letter
   */
  async handle(event: StoredEvent, { replayed, careful }: { replayed: boolean; careful: boolean }): Promise<boolean> {
    const { options, retry, alarm, log } = this.parts
    const first = this.triesBefore(event) + 1
    let failure = 'the process ended while it handled the event'
    for (let tries = first; tries <= MAX_TRIES; tries++) {
      if (careful) await this.cursor.tried(event.envelope.id, tries)
      try {
        await attempt(options.handle, event.envelope, { tries, replayed, redriven: false }, retry)
        if (careful || tries > 1) await this.forgetTries()
        return true
      } catch (error) {
        failure = errorMessage(error)
        log.warn({ ...this.about(event), err: error, tries }, 'handling an event failed')
        await this.cursor.tried(event.envelope.id, tries)
        if (tries < MAX_TRIES) await alarm.pause(pauseAfter(tries, retry))
        if (alarm.stopped) return false
      }
    }
    await this.deadLetters.lay(event, failure, MAX_TRIES)
    await this.forgetTries()
    log.error({ ...this.about(event), failure }, 'an event could not be handled and is now a dead letter')
    return true
  }

  /** Tries a dead letter that an operator wants tried again. @returns whether there was one */
  async handleRedriven(): Promise<boolean> {
    const event = await this.deadLetters.takeRedriven()
    if (!event) return false
    const { options, retry, log } = this.parts
    try {
      await attempt(options.handle, event.envelope, { tries: MAX_TRIES + 1, replayed: false, redriven: true }, retry)
      await this.deadLetters.remove(event.envelope.id)
    } catch (error) {
      await this.deadLetters.lay(event, errorMessage(error), MAX_TRIES + 1)
      log.error({ ...this.about(event), err: error }, 'a dead letter failed again')
    }
    return true
  }

  private triesBefore({ envelope }: StoredEvent): number {
    const { trying, tries } = this.before
    return envelope.id === trying ? tries : 0
  }

  private async forgetTries(): Promise<void> {
    this.before = { trying: null, tries: 0 }
    await this.cursor.forgetTries()
  }

  private about({ envelope }: StoredEvent) {
    return { consumer: this.parts.options.consumer, event: envelope.id, type: envelope.type }
  }
}
