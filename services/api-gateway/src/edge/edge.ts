import type { IncomingMessage, ServerResponse } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import { type RouteTable, type RouteTarget, routeTable } from '@quark/manifest'
import {
  callerOf,
  HandOver,
  HOST,
  type Host,
  LOGGER,
  type Logger,
  markEdge,
  REQUEST_ID_HEADER,
  Refusal,
  type RequestHandler,
} from '@quark/service-kit'
import { GatewayConfig } from '../config.js'
import { HealthService } from '../health/health.service.js'
import { checkLength, limitOf } from './body-limit.js'
import { Cors } from './cors.js'
import { EdgeLimits } from './limits.js'
import { HEALTH, isForOperators, METRICS, operatorRoutes } from './operator-routes.js'
import { pathOf, sendRefusal } from './problems.js'
import { secure } from './security-headers.js'
import { type Visit, Visits } from './visits.js'

const SELF = 'api-gateway'
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** Characters of a path with its query. */
const URL_LIMIT = 4096

/** The way of a request from the front door to its module: who comes, where to, how often, how much, with what token. */
@Injectable()
export class Edge {
  private readonly routes: RouteTable

  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly visits: Visits,
    private readonly cors: Cors,
    private readonly limits: EdgeLimits,
    private readonly handOver: HandOver,
    private readonly health: HealthService,
    private readonly config: GatewayConfig,
  ) {
    this.routes = routeTable([...host.manifests, operatorRoutes(SELF)])
  }

  /** The handler of the front door. `inner` answers the gateway's own routes. */
  before(inner: RequestHandler): RequestHandler {
    return (request, response) => {
      this.admit(request, response, inner).catch((error: unknown) => this.refuse(request, response, error))
    }
  }

  private async admit(request: IncomingMessage, response: ServerResponse, inner: RequestHandler): Promise<void> {
    const visit = this.visits.open(request)
    response.setHeader(REQUEST_ID_HEADER, visit.requestId)
    const url = request.url ?? '/'
    const route = this.routeOf(url)
    const kind = route?.kind ?? 'api'
    secure(response, kind, visit.secure)
    if (kind === 'api') this.cors.allow(request, response)
    checkForm(request, response, url)
    if (kind === 'api' && request.method === 'OPTIONS') return this.cors.preflight(request, response)
    if (route && isForOperators(route)) return this.serveOperator(route, visit, request, response, inner)
    await this.limits.take(visit, route, url, response)
    if (!route) throw unknownPath(request.method, url)
    checkLength(request, limitOf(route))
    if (route.kind === 'api') await this.checkToken(request, route)
    if (route.module !== SELF) return this.handOver.to(route.module, request, response, visit, limitOf(route))
    markEdge(request, visit)
    inner(request, response)
  }

  /** Not counted: whoever watches the platform asks often. */
  private async serveOperator(
    { path }: RouteTarget,
    visit: Visit,
    request: IncomingMessage,
    response: ServerResponse,
    inner: RequestHandler,
  ): Promise<void> {
    if (path === HEALTH) return this.health.answer(request, response)
    const open = !visit.behindStranger && this.config.METRICS_FROM.has(visit.clientIp)
    if (path === METRICS && !open) throw unknownPath(request.method, path)
    markEdge(request, visit)
    inner(request, response)
  }

  /** The owner of a path; what is below /api and has no owner is nobody's, not the web's. */
  private routeOf(url: string): RouteTarget | undefined {
    const route = this.routes.match(url)
    return route?.kind === 'pages' && /^\/api(?:[/?#]|$)/.test(url) ? undefined : route
  }

  /** Services see only good tokens. They check them again: one of them may be reached without a gateway. */
  private async checkToken({ headers }: IncomingMessage, { access }: RouteTarget): Promise<void> {
    if (headers.authorization !== undefined) await callerOf(headers.authorization, this.host.tokens)
    else if (access === 'signed-in') throw Refusal.unauthorized()
  }

  private refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const refusal = error instanceof Refusal ? error : this.unexpected(request, response, error)
    sendRefusal(request, response, refusal)
  }

  private unexpected(request: IncomingMessage, response: ServerResponse, error: unknown): Refusal {
    const requestId = response.getHeader(REQUEST_ID_HEADER)
    this.log.error({ err: error, requestId, method: request.method, path: pathOf(request.url) }, 'the edge failed')
    return new Refusal(500, 'internal-error', { detail: 'Something went wrong on our side.' })
  }
}

/** @throws Refusal 400, 405 or 414 for what no route could answer */
function checkForm(request: IncomingMessage, response: ServerResponse, url: string): void {
  if (!METHODS.has(request.method ?? '')) {
    response.setHeader('allow', [...METHODS].join(', '))
    throw new Refusal(405, 'method-not-allowed', { detail: `No route answers ${request.method}.` })
  }
  if (url.length > URL_LIMIT) {
    throw new Refusal(414, 'url-too-long', { detail: `Path and query have ${URL_LIMIT} characters at most.` })
  }
  if (!url.startsWith('/')) throw Refusal.invalid('invalid-url', [], 'Send the path alone, from the first slash on.')
}

const unknownPath = (method: string | undefined, url: string): Refusal =>
  new Refusal(404, 'route-not-found', { detail: `There is no ${method} ${pathOf(url)}.` })
