import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger, Transactions } from '@quark/service-kit'
import { Repeating } from '../upkeep/repeating.js'
import { SessionsRepository } from './sessions.repository.js'

const HOUR = 3600

/** Removes the sessions that nobody has used for too long. */
@Injectable()
export class SessionsSweep implements OnModuleDestroy {
  private readonly upkeep: Repeating

  constructor(transactions: Transactions, sessions: SessionsRepository, @Inject(LOGGER) log: Logger) {
    const sweep = () => transactions.run((tx) => sessions.removeExpired(tx))
    this.upkeep = new Repeating(sweep, HOUR, (error) => log.warn({ err: error }, 'removing ended sessions failed'))
  }

  start(): void {
    this.upkeep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.upkeep.stop()
  }
}
