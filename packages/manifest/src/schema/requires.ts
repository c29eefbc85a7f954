import { z } from 'zod'
import { grpcService, list, moduleName, strict } from './fields.js'
import { keyed } from './keyed.js'

/** What a module may need from outside the modules: the kind, and the product that is its driver when distributed. */
export const INFRASTRUCTURE = {
  database: 'postgres',
  event_bus: 'nats',
  cache: 'redis',
  object_store: 's3',
  model: 'ollama',
} as const

export type InfrastructureKind = keyof typeof INFRASTRUCTURE

const product = <Name extends string>(name: Name) => z.literal(name, { error: `must be ${name}` })

const entry = keyed({
  database: strict({
    database: product(INFRASTRUCTURE.database).describe(
      "The module's own database, which the kit migrates at start; outbox and inbox are in it.",
    ),
  }),
  event_bus: strict({ event_bus: product(INFRASTRUCTURE.event_bus).describe('Carries events out and in.') }),
  cache: strict({ cache: product(INFRASTRUCTURE.cache).describe('Counters and answers that all replicas share.') }),
  object_store: strict({ object_store: product(INFRASTRUCTURE.object_store).describe('Keeps files.') }),
  model: strict({ model: product(INFRASTRUCTURE.model).describe('A text model.') }),
  module: strict({
    module: moduleName.describe('Another module that it calls.'),
    grpc: list(grpcService, 'gRPC services of that module')
      .optional()
      .describe('Which gRPC services of that module it calls; none means its HTTP API.'),
  }),
})

/** Another module, and the gRPC services of it that are called; none means its HTTP API. */
export interface RequiredModule {
  name: string
  grpc: string[]
}

/** `requires`, sorted by what is required. */
export interface Requires {
  infrastructure: InfrastructureKind[]
  modules: RequiredModule[]
}

export const requires = list(entry, 'what the module needs, like - database: postgres')
  .default([])
  .transform((entries): Requires => {
    const needs: Requires = { infrastructure: [], modules: [] }
    for (const need of entries) {
      if ('module' in need) needs.modules.push({ name: need.module, grpc: need.grpc ?? [] })
      else needs.infrastructure.push(...(Object.keys(need) as InfrastructureKind[]))
    }
    return needs
  })
