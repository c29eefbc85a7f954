import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '@quark/service-kit'
import { BffConfig } from '../config.js'
import { Parts } from './parts.js'

/** Begins answers, each with the deadline that is set. */
@Injectable()
export class PartsService {
  constructor(
    private readonly config: BffConfig,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  begin<Name extends string>(): Parts<Name> {
    return new Parts(this.config.ANSWER_DEADLINE_MS, this.log)
  }
}
