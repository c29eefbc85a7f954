import type { IncomingMessage, ServerResponse } from 'node:http'
import type { OnModuleDestroy } from '@nestjs/common'
import { type EdgeContext, markEdge } from '../http/edge.js'
import type { Peers } from '../rpc/peers.js'
import { ModuleProxy, type ProxyOptions } from './module-proxy.js'

/** Gives a request whole to another module: by a function call in this process, over HTTP otherwise. Bodies stream both ways. */
export class HandOver implements OnModuleDestroy {
  private readonly peers: Peers
  private readonly proxy: ModuleProxy

  constructor(options: ProxyOptions) {
    this.peers = options.peers
    this.proxy = new ModuleProxy(options)
  }

  /**
   * Resolves when the module has taken over, not when it has answered.
   * @param context what the module is told of the client
   * @param limit bytes of the request's body at most; a module in this process holds to its own
   * @throws Refusal 502 or 504 when the module does not answer; 413 when the body grows over the limit
   */
  async to(
    module: string,
    request: IncomingMessage,
    response: ServerResponse,
    context: EdgeContext,
    limit: number,
  ): Promise<void> {
    const local = this.peers.find(module)
    if (!local) return this.proxy.pass(module, request, response, context, limit)
    markEdge(request, context)
    local.handle(request, response)
  }

  async onModuleDestroy(): Promise<void> {
    await this.proxy.close()
  }
}
