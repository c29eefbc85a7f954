import type { IncomingMessage, ServerResponse } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import type { RouteTarget } from '@quark/manifest'
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
import { checkForm } from './form.js'
import { EdgeLimits } from './limits.js'
import { HEALTH, isForOperators, METRICS } from './operator-routes.js'
import { refusalOf, sendRefusal, unknownPath } from './problems.js'
import { EdgeRoutes, SELF } from './routes.js'
import { secure } from './security-headers.js'
import { type Visit, Visits } from './visits.js'

/** The way of a request from the front door to its module: who comes, where to, how often, how much, with what token. */
@Injectable()
export class Edge {
  constructor(
    @Inject(HOST) private readonly host: Host,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly visits: Visits,
    private readonly cors: Cors,
    private readonly limits: EdgeLimits,
    private readonly handOver: HandOver,
    private readonly health: HealthService,
    private readonly config: GatewayConfig,
    private readonly routes: EdgeRoutes,
  ) {}

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
    const route = this.routes.of(url)
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

  /** Services see only good tokens. They check them again: one of them may be reached without a gateway. */
  private async checkToken({ headers }: IncomingMessage, { access }: RouteTarget): Promise<void> {
    if (headers.authorization !== undefined) await callerOf(headers.authorization, this.host.tokens)
    else if (access === 'signed-in') throw Refusal.unauthorized()
  }

  private refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    sendRefusal(request, response, refusalOf(this.log, request, response, error))
  }
}
