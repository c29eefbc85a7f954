import type { Manifest } from '@quark/manifest'
import type { Logger } from 'pino'
import type { Broadcast } from '../broadcast/broadcast.js'
import { openBroadcast } from '../broadcast/open-broadcast.js'
import type { EventBus } from '../events/event-bus.js'
import { openEvents } from '../events/open-events.js'
import { listenRpc } from '../rpc/rpc-router.js'
import type { Host, RunningService, ServiceDefinition } from '../service/define.js'
import { databaseUrlOf } from './database-url.js'
import { createDatabases, EVENTS_DATABASE } from './databases.js'
import { closeServer, ListenError, listenHttp, portOf } from './listen.js'
import { makeHost } from './make-host.js'

/** The module that owns the front door. */
export const GATEWAY = 'api-gateway'

export interface PlatformOptions {
  readonly services: readonly ServiceDefinition[]
  readonly manifests: readonly Manifest[]
  /** A PostgreSQL server whose user may create databases. */
  readonly databaseUrl: string
  readonly internalKey: string
  /** Address to listen on: 127.0.0.1 unless the operator says otherwise. */
  readonly host: string
  /** Port of the gateway; 0 takes a free one. */
  readonly gatewayPort: number
  /** Whether each module also listens on its manifest's port. */
  readonly ownPorts: boolean
  readonly env: NodeJS.ProcessEnv
  readonly log: Logger
  /** Name of a database, when it is not the name of its module: tests share one server. */
  readonly nameDatabase?: (name: string) => string
  /** Told before each step of the start. */
  readonly onStep?: (step: string) => void
}

/** All modules, running in this process. */
export interface Platform {
  readonly services: readonly RunningService[]
  readonly host: Host
  /** `http://host:port` of the gateway; undefined when it is not among the services. */
  readonly url: string | undefined
  stop(): Promise<void>
}

/**
 * Starts modules in this process: databases, migrations, events, then the ports. When one of them fails, what was
 * started is stopped again.
 * @throws ListenError for a gateway port that cannot be had; an own port that is taken is only warned of.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { onStep = () => {}, log, nameDatabase = (name) => name } = options
  const stops: (() => Promise<void>)[] = []
  const stop = async (): Promise<void> => {
    for (const undo of stops.reverse().splice(0)) await undo()
  }
  try {
    onStep('databases')
    const urlOf = (name: string): string => databaseUrlOf(options.databaseUrl, nameDatabase(name))
    await createDatabases(options.databaseUrl, databasesOf(options.manifests).map(nameDatabase))
    const events = await openEvents({
      env: options.env,
      databaseServer: options.databaseUrl,
      log,
      database: nameDatabase(EVENTS_DATABASE),
    })
    stops.push(() => events.close())
    const broadcast = await openBroadcast({
      env: options.env,
      databaseServer: options.databaseUrl,
      log,
      database: nameDatabase(EVENTS_DATABASE),
    })
    stops.push(() => broadcast.close())
    const host = hostOf(options, events, broadcast, urlOf)
    stops.push(() => host.peers.close())
    stops.push(async () => host.redis?.close())
    onStep('modules')
    const services = await Promise.all(options.services.map((service) => service.create(host)))
    for (const service of services) host.peers.add(service)
    onStep('migrations')
    await startAll(services, stops)
    onStep('ports')
    const gateway = services.find((service) => service.name === GATEWAY)
    const front = gateway && (await listenHttp(gateway, options.host, options.gatewayPort))
    if (front) stops.push(() => closeServer(front))
    stops.push(() => closeUpgrades(services))
    if (options.ownPorts) await openOwnPorts(services, options, stops)
    return { services, host, url: front && `http://${options.host}:${portOf(front)}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Before the ports: they wait for what is open. The modules say goodbye; the gateway then has nothing left. */
async function closeUpgrades(services: readonly RunningService[]): Promise<void> {
  await Promise.all(services.map(({ upgrades }) => upgrades?.close()))
}

const databasesOf = (manifests: readonly Manifest[]): string[] =>
  manifests.filter(({ requires }) => requires.infrastructure.includes('database')).map(({ name }) => name)

const hostOf = (
  options: PlatformOptions,
  events: EventBus,
  broadcast: Broadcast,
  databaseUrl: (module: string) => string,
): Host =>
  makeHost({
    ...options,
    events,
    broadcast,
    peerHost: options.env.QUARK_PEER_HOST || '127.0.0.1',
    portOffset: Number(options.env.QUARK_PORT_OFFSET || 0),
    databaseUrl,
  })

/** All at once: no module waits for another at start. */
async function startAll(services: readonly RunningService[], stops: (() => Promise<void>)[]): Promise<void> {
  stops.push(async () => {
    await Promise.all(services.map((service) => service.stop()))
  })
  const outcomes = await Promise.allSettled(services.map((service) => service.start()))
  outcomes.forEach((outcome, index) => {
    if (outcome.status === 'fulfilled') return
    throw new Error(`${services[index]?.name} did not start: ${(outcome.reason as Error).message}`, {
      cause: outcome.reason,
    })
  })
}

/** The modules' own ports have none of the gateway's limits: only this machine reaches them, whatever the gateway does. */
const LOOPBACK = '127.0.0.1'

async function openOwnPorts(
  services: readonly RunningService[],
  { log, env, internalKey }: PlatformOptions,
  stops: (() => Promise<void>)[],
): Promise<void> {
  const offset = Number(env.QUARK_PORT_OFFSET || 0)
  for (const service of services.filter(({ name }) => name !== GATEWAY)) {
    const { name, manifest } = service
    await softly(log, name, async () => {
      const http = await listenHttp(service, LOOPBACK, manifest.http.port + offset)
      stops.push(() => closeServer(http))
      if (!manifest.grpc) return
      const rpc = await listenRpc(service, LOOPBACK, manifest.grpc.port + offset, internalKey)
      stops.push(() => closeServer(rpc))
    })
  }
}

/** In one process the gateway reaches every module by a function call, so a taken port is no reason to stop. */
async function softly(log: Logger, module: string, open: () => Promise<void>): Promise<void> {
  try {
    await open()
  } catch (error) {
    if (!(error instanceof ListenError)) throw error
    log.warn({ module }, `port ${error.port} is taken: the module is reachable through the gateway only`)
  }
}
