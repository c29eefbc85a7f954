import { Readable } from 'node:stream'
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { type Caller, LOGGER, type Logger } from '@quark/service-kit'
import { NotificationConfig } from '../config.js'
import { ReadingRepository } from '../notifications/reading.repository.js'
import { WakesService } from '../wakes/wakes.service.js'
import { NotificationStream } from './notification-stream.js'
import { assertRoom, placeIn } from './streams.rules.js'

/** A client that has not taken the end of its stream by then is cut off. */
const LAST_WORDS_MS = 5000

/** The live streams of this replica: who has which, and when each ends. */
@Injectable()
export class StreamsService implements OnModuleDestroy {
  private readonly streams = new Map<string, Set<NotificationStream>>()

  constructor(
    private readonly reading: ReadingRepository,
    private readonly wakes: WakesService,
    private readonly config: NotificationConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /**
   * Opens a stream of what the caller is told. It ends with the token that it was asked with, and with the session.
   * @throws Refusal 429 `too-many-streams`; 400 for a place that no stream gave out
   */
  open({ id, sessionId, expiresAt }: Caller, lastEventId: string | undefined): Readable {
    const after = placeIn(lastEventId)
    const mine = this.streams.get(id) ?? new Set()
    assertRoom(mine.size, this.config.NOTIFICATION_STREAMS_PER_PERSON)
    const stream = new NotificationStream(this.mailboxOf(id), after, this.config.NOTIFICATION_HEARTBEAT_SECONDS * 1000)
    this.streams.set(id, mine.add(stream))

    const end = (): void => {
      stream.end()
      setTimeout(() => readable.destroy(), LAST_WORDS_MS).unref()
    }
    const unlisten = this.wakes.listen(id, { sessionId, wake: () => stream.wake(), end })
    const expiry = setTimeout(end, Math.max(0, expiresAt.getTime() - Date.now()))
    const readable = this.readableOf(stream, () => {
      clearTimeout(expiry)
      unlisten()
      mine.delete(stream)
      if (mine.size === 0 && this.streams.get(id) === mine) this.streams.delete(id)
    })
    return readable
  }

  onModuleDestroy(): void {
    for (const streams of this.streams.values()) for (const stream of streams) stream.end()
  }

  private mailboxOf(personId: string) {
    return {
      lastSeq: () => this.reading.lastSeq(personId),
      countUnread: () => this.reading.countUnread(personId),
      following: (after: number, limit: number) => this.reading.following(personId, after, limit),
    }
  }

  /** Asks the stream for its next piece of text when the last one is on its way, not before: a slow client fills nothing. */
  private readableOf(stream: NotificationStream, left: () => void): Readable {
    const text = stream.text()
    return new Readable({
      highWaterMark: 1,
      read() {
        text.next().then(
          ({ value, done }) => this.push(done ? null : value),
          (error: Error) => this.destroy(error),
        )
      },
      destroy: (error, done) => {
        if (error) this.log.warn({ err: error }, 'a stream of notifications broke off; its client comes back')
        stream.end()
        left()
        done(error)
      },
    })
  }
}
