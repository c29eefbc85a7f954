import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { OnModuleDestroy } from '@nestjs/common'
import { type EdgeContext, markEdge } from '../http/edge.js'
import type { Peers } from '../rpc/peers.js'
import { ModuleProxy, type ProxyOptions } from './module-proxy.js'
import { noUpgrade, UpgradeProxy } from './upgrade-proxy.js'

/** Gives a request whole to another module: by a function call in this process, over HTTP otherwise. Bodies stream both ways. */
export class HandOver implements OnModuleDestroy {
  private readonly peers: Peers
  private readonly proxy: ModuleProxy
  private readonly upgrades: UpgradeProxy

  constructor(options: ProxyOptions) {
    this.peers = options.peers
    this.proxy = new ModuleProxy(options)
    this.upgrades = new UpgradeProxy(options)
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

  /**
   * Gives a connection that asks for an upgrade to a module, which takes it over or refuses it.
   * @param response carries the headers that the edge puts on a refusal of a module elsewhere
   * @throws Refusal 400 when the module takes none; 502 or 504 when it does not answer
   */
  async upgrade(
    module: string,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    context: EdgeContext,
    response: ServerResponse,
  ): Promise<void> {
    const local = this.peers.find(module)
    if (!local) return this.upgrades.pass(module, request, socket, head, context, response)
    if (!local.upgrades) throw noUpgrade()
    markEdge(request, context)
    local.upgrades.upgrade(request, socket, head)
  }

  /** Ends the connections that were upgraded and lead to other processes. */
  closeUpgrades(): void {
    this.upgrades.close()
  }

  async onModuleDestroy(): Promise<void> {
    this.upgrades.close()
    await this.proxy.close()
  }
}
