import { fileURLToPath } from 'node:url'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { loadManifest } from '@quark/manifest'
import { Cache } from '../cache/cache.js'
import { Database } from '../data/database.js'
import { KIT_MIGRATIONS, migrate } from '../data/migrations.js'
import { Upkeep } from '../data/upkeep.js'
import { Consumers } from '../events/consumers.js'
import { Relay } from '../events/relay.js'
import { ObjectStore } from '../objects/object-store.js'
import { createApp } from './create-app.js'
import type { Host, NestServiceOptions, RunningService, ServiceDefinition } from './define.js'

/** Defines a module that is a Nest application on Fastify. See `NestServiceOptions`. */
export function defineService(options: NestServiceOptions): ServiceDefinition {
  const folder = fileURLToPath(options.root)
  const migrations = [...KIT_MIGRATIONS, ...(options.migrations ?? [])]
  return {
    folder,
    config: options.config,
    module: options.module,
    migrations,
    create: async (host) => create(host, options, { folder, migrations }),
  }
}

async function create(
  host: Host,
  options: NestServiceOptions,
  { folder, migrations }: Pick<ServiceDefinition, 'folder' | 'migrations'>,
): Promise<RunningService> {
  const manifest = loadManifest(folder)
  const app = await createApp(host, manifest, options)
  const fastify = app.getHttpAdapter().getInstance()
  const inner = fastify.routing.bind(fastify)
  const usesDatabase = manifest.requires.infrastructure.includes('database')
  const usesEvents = manifest.requires.infrastructure.includes('event_bus')
  const usesCache = manifest.requires.infrastructure.includes('cache')
  const usesObjects = manifest.requires.infrastructure.includes('object_store')
  return {
    name: manifest.name,
    manifest,
    rpc: options.rpc?.(app) ?? [],
    handle: options.around?.(app, inner) ?? inner,
    upgrades: options.upgrades?.(app),
    async start() {
      if (usesDatabase) await migrate(app.get(Database), migrations ?? [])
      if (usesDatabase) app.get(Upkeep).start()
      if (usesObjects) await app.get(ObjectStore).open()
      if (usesCache) app.get(Cache).open()
      await options.onStart?.(app)
      if (usesEvents) await startEvents(app)
    },
    async ready() {
      if (usesDatabase) await app.get(Database).ping()
      if (usesObjects) await app.get(ObjectStore).check()
    },
    async stop() {
      if (usesEvents) await stopEvents(app)
      if (usesDatabase) await app.get(Upkeep).stop()
      await app.close()
      if (usesCache) await app.get(Cache).close()
      if (usesObjects) await app.get(ObjectStore).close()
      if (usesDatabase) await app.get(Database).close()
    },
  }
}

async function startEvents(app: NestFastifyApplication): Promise<void> {
  app.get(Relay).start()
  await app.get(Consumers).start()
}

async function stopEvents(app: NestFastifyApplication): Promise<void> {
  await app.get(Consumers).stop()
  await app.get(Relay).stop()
}
