import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { LOGGER } from '../service/tokens.js'
import { PROBLEM_JSON, problemOf } from './problem.js'
import { Refusal } from './refusal.js'
import type { RouteMethods } from './route-methods.js'

/** What Nest and Fastify refuse by themselves, before a handler runs: by status, since Nest hides Fastify's codes. */
const BEFORE_THE_HANDLER: Record<number, { code: string; detail: string }> = {
  400: { code: 'invalid-json', detail: 'The body is not valid JSON.' },
  413: { code: 'body-too-large', detail: 'The body is larger than this route takes.' },
  414: { code: 'url-too-long', detail: 'A part of the path is too long.' },
  415: { code: 'unsupported-media-type', detail: 'Send the body as application/json.' },
}

/** Turns everything that is thrown into problem+json. What is not a `Refusal` is a bug: logged whole, told as a 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly methods: RouteMethods,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const reply = http.getResponse<FastifyReply>()
    const refusal = this.refusalOf(error, request, reply)
    const { retryAfter, location } = refusal.options
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    if (location !== undefined) reply.header('location', location)
    if (refusal.status === 401) reply.header('www-authenticate', 'Bearer')
    const instance = request.url.split('?', 1)[0]
    reply
      .status(refusal.status)
      .header('content-type', PROBLEM_JSON)
      .header('cache-control', 'no-store')
      .send(JSON.stringify(problemOf(refusal, instance, request.id)))
  }

  private refusalOf(error: unknown, request: FastifyRequest, reply: FastifyReply): Refusal {
    if (error instanceof Refusal) return error
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode
    if (status === 404) return this.noRoute(request, reply)
    const known = BEFORE_THE_HANDLER[status ?? 500]
    if (known && status) return new Refusal(status, known.code, { detail: known.detail })
    this.log.error({ err: error, requestId: request.id, method: request.method, url: request.url }, 'a request failed')
    return new Refusal(500, 'internal-error', {
      detail: 'Something went wrong on our side. The request id says where in the logs.',
    })
  }

  private noRoute({ url, method }: FastifyRequest, reply: FastifyReply): Refusal {
    const path = url.split('?', 1)[0] ?? url
    const others = this.methods.of(path)
    if (others.length === 0) return new Refusal(404, 'route-not-found', { detail: `There is no ${method} ${path}.` })
    reply.header('allow', others.join(', '))
    return new Refusal(405, 'method-not-allowed', { detail: `This path answers ${others.join(', ')}.` })
  }
}
