import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Upgrades } from '../upgrades/upgrades.js'
import type { RpcService } from './rpc-service.js'

/** A module that runs in this process. */
export interface LocalModule {
  readonly name: string
  readonly rpc: readonly RpcService[]
  handle(request: IncomingMessage, response: ServerResponse): void
  /** As `RunningService.upgrades`. */
  readonly upgrades?: Upgrades
  /** As `RunningService.ready`. */
  ready?(): Promise<void>
}
