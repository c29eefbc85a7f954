import type { IncomingMessage, ServerResponse } from 'node:http'
import { Injectable } from '@nestjs/common'
import type { RouteTarget } from '@quark/manifest'
import { type EdgeContext, markEdge, Peers } from '@quark/service-kit'
import { limitOf } from './body-limit.js'
import { ModuleProxy } from './module-proxy.js'

/** Gives a request to the module that owns its route: by a function call in this process, over HTTP otherwise. */
@Injectable()
export class HandOver {
  constructor(
    private readonly peers: Peers,
    private readonly proxy: ModuleProxy,
  ) {}

  /** Resolves when the module has taken over, not when it has answered. */
  async to(
    route: RouteTarget,
    request: IncomingMessage,
    response: ServerResponse,
    context: EdgeContext,
  ): Promise<void> {
    const module = this.peers.find(route.module)
    if (!module) return this.proxy.pass(route.module, request, response, context, limitOf(route))
    markEdge(request, context)
    module.handle(request, response)
  }
}
