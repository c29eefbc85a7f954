import { constants } from 'node:os'
import { resolve } from 'node:path'
import { loadManifest, loadManifests, type Manifest } from '@quark/manifest'
import { openBroadcast } from '../broadcast/open-broadcast.js'
import { SettingsError } from '../config/settings.js'
import { openEvents } from '../events/open-events.js'
import { databaseUrlOf } from '../host/database-url.js'
import { createDatabases } from '../host/databases.js'
import { closeServer, listenHttp } from '../host/listen.js'
import { makeHost } from '../host/make-host.js'
import { GATEWAY } from '../host/platform.js'
import { createLogger } from '../observe/logger.js'
import { listenRpc } from '../rpc/rpc-router.js'
import type { ServiceDefinition } from './define.js'
import { KitSettings } from './kit-settings.js'

/** Runs one module in this process until SIGINT or SIGTERM; what `main.ts` calls. Exits with 1 when it cannot start. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  const log = createLogger({ level: process.env.LOG_LEVEL || 'info' })
  let stop: (() => Promise<void>) | undefined
  // Before anything else: the first process of a container does not end by a signal that it has no handler for.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      if (!stop) process.exit(128 + constants.signals[signal])
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'stopping failed')
          process.exit(1)
        },
      )
    })
  }
  try {
    stop = await start(definition, new KitSettings(process.env), log)
  } catch (error) {
    log.fatal({ err: error }, (error as Error).message)
    process.exit(1)
  }
}

async function start(
  definition: ServiceDefinition,
  settings: KitSettings,
  log: ReturnType<typeof createLogger>,
): Promise<() => Promise<void>> {
  const manifests = loadManifests(resolve(definition.folder, '../..'))
  const { QUARK_INTERNAL_KEY: internalKey } = settings
  const server = databaseServer(settings, loadManifest(definition.folder))
  const events = await openEvents({ env: process.env, databaseServer: server, log })
  const broadcast = await openBroadcast({ env: process.env, databaseServer: server, log })
  const host = makeHost({
    manifests,
    events,
    broadcast,
    log,
    env: process.env,
    internalKey,
    peerHost: settings.QUARK_PEER_HOST,
    portOffset: settings.QUARK_PORT_OFFSET,
    ports: settings.QUARK_GATEWAY_PORT ? { [GATEWAY]: settings.QUARK_GATEWAY_PORT } : {},
    databaseUrl: (module) => databaseUrlOf(server, module),
  })
  const service = await definition.create(host)
  host.peers.add(service)
  if (usesDatabase(service.manifest)) await createDatabases(server, [service.name])
  await service.start()
  const { manifest } = service
  const port = settings.PORT ?? manifest.http.port + settings.QUARK_PORT_OFFSET
  const http = await listenHttp(service, settings.HOST, port)
  const rpc = manifest.grpc
    ? await listenRpc(service, settings.HOST, manifest.grpc.port + settings.QUARK_PORT_OFFSET, internalKey)
    : undefined
  log.info({ module: service.name }, `${service.name} listens on http://${settings.HOST}:${port}`)
  return async () => {
    await Promise.all([closeServer(http), service.upgrades?.close(), rpc && closeServer(rpc)])
    await service.stop()
    await host.peers.close()
    host.redis?.close()
    await broadcast.close()
    await events.close()
  }
}

const usesDatabase = ({ requires }: Manifest): boolean => requires.infrastructure.includes('database')

/**
 * The PostgreSQL server of the process. A module without a database is given none where NATS carries the events: then
 * nobody asks for it, and it is empty.
 * @throws SettingsError
 */
function databaseServer({ DATABASE_URL }: KitSettings, manifest: Manifest): string {
  if (DATABASE_URL) return DATABASE_URL
  if (!usesDatabase(manifest) && process.env.NATS_URL) return ''
  throw new SettingsError(
    `Setting DATABASE_URL: ${manifest.name} needs it${usesDatabase(manifest) ? '' : ', for the events, as NATS_URL is not set'}. Set it to postgres://user:password@host:port in the environment.`,
  )
}
