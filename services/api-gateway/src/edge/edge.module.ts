import { Module } from '@nestjs/common'
import { HealthModule } from '../health/health.module.js'
import { Cors } from './cors.js'
import { Edge } from './edge.js'
import { HandOver } from './hand-over.js'
import { EdgeLimits } from './limits.js'
import { ModuleProxy } from './module-proxy.js'
import { Visits } from './visits.js'

@Module({ imports: [HealthModule], providers: [Edge, Visits, Cors, EdgeLimits, HandOver, ModuleProxy] })
export class EdgeModule {}
