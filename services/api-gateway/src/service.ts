import { defineService } from '@quark/service-kit'
import { AppModule } from './app.module.js'
import { GatewayConfig } from './config.js'
import { Edge } from './edge/edge.js'
import { EdgeUpgrades } from './edge/edge-upgrades.js'

/** The front door: every request from outside comes in here. */
export const service = defineService({
  root: new URL('..', import.meta.url),
  module: AppModule,
  config: GatewayConfig,
  around: (app, inner) => app.get(Edge).before(inner),
  upgrades: (app) => app.get(EdgeUpgrades),
})
