import { resolve } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { openBroadcast } from '../broadcast/open-broadcast.js'
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
  try {
    const stop = await start(definition, new KitSettings(process.env), log)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        stop().then(
          () => process.exit(0),
          (error: unknown) => {
            log.error({ err: error }, 'stopping failed')
            process.exit(1)
          },
        )
      })
    }
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
  const { DATABASE_URL: server, QUARK_INTERNAL_KEY: internalKey } = settings
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
  await createDatabases(server, service.manifest.requires.infrastructure.includes('database') ? [service.name] : [])
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
