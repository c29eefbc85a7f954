import { type DynamicModule, Module, type Provider } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import type { Manifest } from '@quark/manifest'
import { Broadcast } from '../broadcast/broadcast.js'
import { Cache } from '../cache/cache.js'
import { createCache } from '../cache/create-cache.js'
import type { SettingsClass } from '../config/settings.js'
import { Database } from '../data/database.js'
import { Transactions } from '../data/transactions.js'
import { Upkeep } from '../data/upkeep.js'
import { Consumers } from '../events/consumers.js'
import { Outbox } from '../events/outbox.js'
import { Relay } from '../events/relay.js'
import { RateLimits } from '../limits/rate-limits.js'
import { createObjectStore } from '../objects/create-object-store.js'
import { ObjectStore } from '../objects/object-store.js'
import { Metrics } from '../observe/metrics.js'
import { Peers } from '../rpc/peers.js'
import type { Host } from './define.js'
import { KitController } from './kit.controller.js'
import { EVENT_BUS, HOST, LOGGER, MANIFEST, SERVICE_NAME } from './tokens.js'

@Module({})
class KitModule {}

/** What every module is given, by injection. */
export function kitModule(host: Host, manifest: Manifest, config?: SettingsClass): DynamicModule {
  const needs = manifest.requires.infrastructure
  const moduleLog = host.log.child({ module: manifest.name })
  const providers: Provider[] = [
    { provide: SERVICE_NAME, useValue: manifest.name },
    { provide: MANIFEST, useValue: manifest },
    { provide: HOST, useValue: host },
    { provide: LOGGER, useValue: moduleLog },
    { provide: EVENT_BUS, useValue: host.events },
    { provide: Broadcast, useValue: host.broadcast },
    { provide: Peers, useValue: host.peers },
    { provide: RateLimits, useValue: host.limits },
    Metrics,
    ...(config ? [{ provide: config, useFactory: () => new config(host.env) }] : []),
    ...(needs.includes('database') ? databaseProviders(host, manifest.name) : []),
    ...(needs.includes('cache')
      ? [{ provide: Cache, useFactory: () => createCache({ ...host, module: manifest }) }]
      : []),
    ...(needs.includes('object_store')
      ? [{ provide: ObjectStore, useFactory: () => createObjectStore(host.env, manifest.name) }]
      : []),
    ...(needs.includes('event_bus') ? [Relay, Outbox, Consumers] : []),
  ]
  return {
    module: KitModule,
    global: true,
    imports: [DiscoveryModule],
    controllers: [KitController],
    providers,
    exports: providers,
  }
}

const databaseProviders = (host: Host, name: string): Provider[] => [
  { provide: Database, useFactory: () => new Database({ url: host.databaseUrl(name), name }) },
  Transactions,
  Upkeep,
]
