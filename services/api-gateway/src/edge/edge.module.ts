import { Module } from '@nestjs/common'
import { HandOver, HOST, type Host } from '@quark/service-kit'
import { GatewayConfig } from '../config.js'
import { HealthModule } from '../health/health.module.js'
import { Cors } from './cors.js'
import { Edge } from './edge.js'
import { EdgeLimits } from './limits.js'
import { Visits } from './visits.js'

const handOver = {
  provide: HandOver,
  inject: [HOST, GatewayConfig],
  useFactory: ({ peers, internalKey }: Host, { UPSTREAM_TIMEOUT_MS: timeoutMs }: GatewayConfig) =>
    new HandOver({ peers, internalKey, timeoutMs }),
}

@Module({ imports: [HealthModule], providers: [Edge, Visits, Cors, EdgeLimits, handOver] })
export class EdgeModule {}
