import { Inject, Injectable } from '@nestjs/common'
import { HOST, type Host, Refusal, type Ticket, Transactions } from '@quark/service-kit'
import { LogRepository } from '../delivery/log.repository.js'
import { PeopleService } from '../people/people.service.js'
import { TicketsRepository } from './tickets.repository.js'

/** Clocks of replicas differ; a ticket is remembered for longer than any of them would take it. */
const MARGIN_MS = 5 * 60_000

/** Takes tickets, each once. */
@Injectable()
export class TicketsService {
  constructor(
    @Inject(HOST) private readonly host: Host,
    private readonly transactions: Transactions,
    private readonly tickets: TicketsRepository,
    private readonly log: LogRepository,
    private readonly people: PeopleService,
  ) {}

  /**
   * @throws Refusal 401 `token-invalid`, `token-expired`, `ticket-used` or `session-ended`; 403 `account-deleted`; 503 when the
   * keys of auth-service cannot be read
   */
  async take(ticket: string): Promise<Ticket> {
    const taken = await this.host.tokens.verifyTicket(ticket)
    const isNew = await this.transactions.run((tx) => this.tickets.use(tx, taken.id, taken.expiresAt))
    if (!isNew) throw Refusal.unauthorized('ticket-used', 'A ticket opens one socket. Get a new one.')
    if (await this.hasEnded(taken.sessionId))
      throw Refusal.unauthorized('session-ended', 'The session has ended. Sign in again.')
    await this.people.assertThere(taken.personId)
    return taken
  }

  async hasEnded(sessionId: string): Promise<boolean> {
    return (await this.log.endedAmong([sessionId])).length > 0
  }

  async forgetExpired(): Promise<void> {
    await this.transactions.run((tx) => this.tickets.forgetExpired(tx, new Date(Date.now() - MARGIN_MS)))
  }
}
