import type { LoggerService } from '@nestjs/common'
import type { Logger } from 'pino'

/** Sends what Nest says to our log; its start-up chatter is debug. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug(String(message))
  }

  warn(message: unknown): void {
    this.logger.warn(String(message))
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ about: rest }, String(message))
  }
}
