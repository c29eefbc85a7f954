import type { IncomingMessage, ServerResponse } from 'node:http'
import { Injectable } from '@nestjs/common'
import { GatewayConfig } from '../config.js'

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE'
const REQUEST_HEADERS = 'Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match'
const ANSWER_HEADERS =
  'ETag, Idempotency-Replayed, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id'
/** Browsers keep a preflight's answer for two hours at most. */
const MAX_AGE_SECONDS = '7200'

/**
 * Lets pages of named origins call the API from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol). Without
 * credentials: the API knows callers by the Authorization header and by no cookie.
 */
@Injectable()
export class Cors {
  private readonly origins: ReadonlySet<string>

  constructor(config: GatewayConfig) {
    this.origins = new Set(config.CORS_ORIGINS)
  }

  /** Sets what every answer of the API says about origins. */
  allow(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader('vary', 'Origin')
    const { origin } = request.headers
    if (origin === undefined || !this.origins.has(origin)) return
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('access-control-expose-headers', ANSWER_HEADERS)
  }

  /** Answers OPTIONS, so that no module has to. An origin that is not named gets no permission, and no error either. */
  preflight(request: IncomingMessage, response: ServerResponse): void {
    const { origin } = request.headers
    const asks = request.headers['access-control-request-method'] !== undefined
    if (asks && origin !== undefined && this.origins.has(origin)) {
      response.removeHeader('access-control-expose-headers')
      response.setHeader('access-control-allow-methods', METHODS)
      response.setHeader('access-control-allow-headers', REQUEST_HEADERS)
      response.setHeader('access-control-max-age', MAX_AGE_SECONDS)
    }
    response.writeHead(204, { allow: `${METHODS}, OPTIONS` }).end()
  }
}
