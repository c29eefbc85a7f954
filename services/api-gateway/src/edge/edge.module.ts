import { Module } from '@nestjs/common'
import { HandOver, HOST, type Host } from '@quark/service-kit'
import { GatewayConfig } from '../config.js'
import { HealthModule } from '../health/health.module.js'
import { Cors } from './cors.js'
import { Edge } from './edge.js'
import { EdgeUpgrades } from './edge-upgrades.js'
import { EdgeLimits } from './limits.js'
import { EdgeRoutes } from './routes.js'
import { Visits } from './visits.js'

const handOver = {
  provide: HandOver,
  inject: [HOST, GatewayConfig],
  useFactory: ({ peers, internalKey }: Host, { UPSTREAM_TIMEOUT_MS: timeoutMs }: GatewayConfig) =>
    new HandOver({ peers, internalKey, timeoutMs }),
}

@Module({ imports: [HealthModule], providers: [Edge, EdgeUpgrades, EdgeRoutes, Visits, Cors, EdgeLimits, handOver] })
export class EdgeModule {}
