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

/** What a route may say of its answer beside the body. */
export interface Answer {
  header(name: string, value: string | string[]): Answer
}

/**
 * The answer, for the few routes that set a header of their own (ETag, Location). The body is still what is returned.
 * It is not Fastify's reply: that one is thenable, and Nest would wait for it to be sent before it calls the route.
 */
export const Answer = createParamDecorator((_: unknown, context: ExecutionContext): Answer => {
  const reply = context.switchToHttp().getResponse<FastifyReply>()
  const answer: Answer = {
    header(name, value) {
      reply.header(name, value)
      return answer
    },
  }
  return answer
})
