import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Inject, Injectable } from '@nestjs/common'
import {
  answerOn,
  HandOver,
  LOGGER,
  type Logger,
  noUpgrade,
  REQUEST_ID_HEADER,
  sendProblem,
  type Upgrades,
} from '@quark/service-kit'
import { checkForm } from './form.js'
import { EdgeLimits } from './limits.js'
import { refusalOf, unknownPath } from './problems.js'
import { EdgeRoutes, SELF } from './routes.js'
import { secure } from './security-headers.js'
import { Visits } from './visits.js'

/**
 * The way of a WebSocket from the front door to its module: the same as that of a request, since until it is accepted it is
 * one. Who may open it is the module's to say.
 */
@Injectable()
export class EdgeUpgrades implements Upgrades {
  constructor(
    @Inject(LOGGER) private readonly log: Logger,
    private readonly visits: Visits,
    private readonly routes: EdgeRoutes,
    private readonly limits: EdgeLimits,
    private readonly handOver: HandOver,
  ) {}

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const response = new ServerResponse(request)
    this.admit(request, response, socket, head).catch((error: unknown) => {
      const refusal = refusalOf(this.log, request, response, error)
      if (!socket.writable) return socket.destroy()
      answerOn(response, socket)
      return sendProblem(request, response, refusal)
    })
  }

  /** The modules of this process say goodbye themselves. */
  async close(): Promise<void> {
    this.handOver.closeUpgrades()
  }

  private async admit(request: IncomingMessage, response: ServerResponse, socket: Duplex, head: Buffer): Promise<void> {
    const visit = this.visits.open(request)
    response.setHeader(REQUEST_ID_HEADER, visit.requestId)
    const url = request.url ?? '/'
    const route = this.routes.of(url)
    secure(response, 'api', visit.secure)
    checkForm(request, response, url)
    await this.limits.take(visit, route, url, response)
    if (!route) throw unknownPath(request.method, url)
    // Handed to itself it would come round again.
    if (route.module === SELF) throw noUpgrade()
    await this.handOver.upgrade(route.module, request, socket, head, visit, response)
  }
}
