import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

/** Who makes a request, as the access token says. */
export interface Caller {
  /** The person's id. */
  readonly id: string
  readonly sessionId: string
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
  /** When the token ends. What stays open longer than an answer takes is closed then. */
  readonly expiresAt: Date
}

/** The caller of a route; undefined on a public route that was called without a token. */
export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Caller | undefined =>
    context.switchToHttp().getRequest<FastifyRequest>().caller,
)
