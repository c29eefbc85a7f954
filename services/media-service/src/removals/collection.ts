import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { LOGGER, type Logger } from '@quark/service-kit'
import { MediaConfig } from '../config.js'
import { Repeating } from '../upkeep/repeating.js'
import { RemovalsService } from './removals.service.js'

/** Removes, in the background, what nothing shows and what is left of what is gone. */
@Injectable()
export class Collection implements OnModuleDestroy {
  private readonly upkeep: Repeating

  constructor(
    private readonly removals: RemovalsService,
    @Inject(LOGGER) private readonly log: Logger,
    config: MediaConfig,
  ) {
    this.upkeep = new Repeating(
      () => this.run(),
      config.MEDIA_COLLECTION_SECONDS,
      (error) => log.warn({ err: error }, 'uploads that nothing shows could not be removed; it is tried again'),
    )
  }

  start(): void {
    this.upkeep.start()
  }

  /** Looks once. */
  async run(): Promise<void> {
    const collected = await this.removals.collect()
    if (collected > 0) this.log.info({ collected }, 'uploads that nothing showed are removed')
    await this.removals.carryOutDue()
  }

  async onModuleDestroy(): Promise<void> {
    await this.upkeep.stop()
  }
}
