import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { CLOSE_CODES } from '@quark/contracts/messenger'
import { LOGGER, type Logger } from '@quark/service-kit'
import { MessagingConfig } from '../config.js'
import type { Connection } from '../delivery/connection.js'
import { PeopleHere } from '../delivery/people-here.js'
import { TicketsService } from './tickets.service.js'

const LOOK_MS = 1000
/** For a pong, for the first `resume`, and for the other side's goodbye. */
const PATIENCE_MS = 10_000
/** Often enough for a table of small rows, and lets connections idle. */
const FORGET_MS = 10 * 60_000

/** Finds sockets whose other side is gone. One timer for all of them. */
@Injectable()
export class Heartbeat implements OnModuleDestroy {
  private readonly timers: NodeJS.Timeout[] = []

  constructor(
    private readonly people: PeopleHere,
    private readonly tickets: TicketsService,
    private readonly config: MessagingConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    this.timers.push(
      setInterval(() => this.look(), LOOK_MS),
      setInterval(() => this.forgetTickets(), FORGET_MS),
    )
    for (const timer of this.timers) timer.unref()
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer)
  }

  private look(): void {
    const now = Date.now()
    for (const connection of this.people.connections()) this.lookAt(connection, now)
  }

  private lookAt(connection: Connection, now: number): void {
    if (connection.closingAt !== undefined) {
      if (now - connection.closingAt > PATIENCE_MS) connection.ws.terminate()
      return
    }
    const silentMs = now - connection.heardAt
    const pingMs = this.config.SOCKET_PING_SECONDS * 1000
    const waitsForResume = !connection.live && now - connection.openedAt > PATIENCE_MS
    if (waitsForResume) connection.close(CLOSE_CODES.silent, 'No resume came.')
    else if (connection.pinged && silentMs > pingMs + PATIENCE_MS) connection.close(CLOSE_CODES.silent, 'No pong came.')
    else if (!connection.pinged && silentMs > pingMs) {
      connection.pinged = true
      connection.ws.ping()
    }
  }

  private forgetTickets(): void {
    this.tickets.forgetExpired().catch((error: unknown) => {
      this.log.warn({ err: error }, 'used tickets could not be forgotten; it is tried again later')
    })
  }
}
