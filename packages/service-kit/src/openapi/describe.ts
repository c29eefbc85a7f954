import { join } from 'node:path'
import type { OpenAPIObject } from '@nestjs/swagger'
import { loadManifest, readManifests } from '@quark/manifest'
import { Broadcast } from '../broadcast/broadcast.js'
import type { SettingDoc } from '../config/settings.js'
import type { EventBus } from '../events/event-bus.js'
import { makeHost } from '../host/make-host.js'
import { createLogger } from '../observe/logger.js'
import { createApp } from '../service/create-app.js'
import type { Host, ServiceDefinition } from '../service/define.js'
import { openApiOf } from './open-api-of.js'

/** The OpenAPI document of a module, without a database or a network; undefined for one that has no Nest application. */
export async function describeApi(service: ServiceDefinition): Promise<OpenAPIObject | undefined> {
  if (!service.module) return undefined
  const manifest = loadManifest(service.folder)
  const app = await createApp(idleHost(service), manifest, { module: service.module, config: service.config })
  const document = openApiOf(app, manifest)
  await app.close()
  return document
}

/** The settings that a module reads beyond the kit's own. */
export function settingsOf(service: ServiceDefinition): readonly SettingDoc[] {
  return service.config?.docs ?? []
}

/** A host that nothing is asked of: the module is built with clients of the others, and never started. */
function idleHost(service: ServiceDefinition): Host {
  const log = createLogger({ level: 'silent' })
  return makeHost({
    manifests: readManifests(join(service.folder, '..', '..')).manifests,
    events: idleBus,
    broadcast: new Broadcast(log),
    log,
    env: { OBJECTS_DIR: '.', ...placeholders(service) },
    internalKey: '',
    peerHost: '{module}',
    portOffset: 0,
    databaseUrl: (module) => `postgres://127.0.0.1/${module}`,
  })
}

const never = (): never => {
  throw new Error('this module was only built to be described')
}
const idleBus: EventBus = { publish: async () => never(), subscribe: async () => never(), close: async () => {} }

/** Required settings need some value for the module to be built. */
const placeholders = (service: ServiceDefinition): NodeJS.ProcessEnv =>
  Object.fromEntries(
    settingsOf(service)
      .filter((setting) => setting.required)
      .map(({ name }) => [name, 'x'.repeat(64)]),
  )
