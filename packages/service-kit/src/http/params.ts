import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'

const requestOf = (context: ExecutionContext): FastifyRequest => context.switchToHttp().getRequest<FastifyRequest>()

/** The address of the person's client, as the edge saw it. */
export const ClientIp = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).clientIp)

/** The value of a request header, when it came once. */
export const HeaderValue = createParamDecorator((name: string, context: ExecutionContext): string | undefined => {
  const value = requestOf(context).headers[name]
  return typeof value === 'string' ? value : undefined
})

/** The answer, for the few routes that set a header of their own (ETag, Location). The body is still what is returned. */
export const Answer = createParamDecorator((_: unknown, context: ExecutionContext) =>
  context.switchToHttp().getResponse<FastifyReply>(),
)
