import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger, Refusal } from '@quark/service-kit'
import type { Account } from '../accounts/account.js'
import { AuthConfig } from '../config.js'
import { Repeating } from '../upkeep/repeating.js'
import { PendingRepository } from './pending.repository.js'
import { RegistrationsService } from './registrations.service.js'

const BATCH = 100

/** Finishes registrations that a crash or a silent user-service cut off. */
@Injectable()
export class RegistrationsSweep implements OnModuleDestroy {
  private readonly upkeep: Repeating

  constructor(
    private readonly pending: PendingRepository,
    private readonly registrations: RegistrationsService,
    @Inject(LOGGER) private readonly log: Logger,
    config: AuthConfig,
  ) {
    this.upkeep = new Repeating(
      () => this.sweep(),
      config.REGISTRATION_SWEEP_SECONDS,
      (error) => log.warn({ err: error }, 'looking for registrations that were cut off failed'),
    )
  }

  start(): void {
    this.upkeep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.upkeep.stop()
  }

  private async sweep(): Promise<void> {
    for (const pending of await this.pending.cutOff(BATCH)) await this.settle(pending)
  }

  private async settle(pending: Account): Promise<void> {
    try {
      await this.registrations.settle(pending)
      this.log.info({ userId: pending.id }, 'a registration that was cut off is finished')
    } catch (error) {
      const about = error instanceof Refusal ? { code: error.code } : { err: error }
      this.log.warn({ userId: pending.id, ...about }, 'a registration that was cut off could not be finished')
    }
  }
}
