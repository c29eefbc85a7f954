import type { Server } from 'node:http'
import { loadManifest, type Manifest } from '@quark/manifest'
import {
  Broadcast,
  closeServer,
  createLogger,
  type EventBus,
  type Host,
  listenHttp,
  makeHost,
  portOf,
  type RunningService,
  type ServiceDefinition,
} from '@quark/service-kit'
import { TestClient, TokenMint } from '@quark/testing'
import { service as gateway } from '../src/service.js'

/** How the gateway reaches the modules behind it. */
export type Transport = 'in process' | 'over HTTP'
export const TRANSPORTS: readonly Transport[] = ['in process', 'over HTTP']

export const INTERNAL_KEY = 'internal-key-of-the-gateways-tests'

export interface EdgeStand extends TestClient {
  readonly port: number
  readonly host: Host
  /** A client with a valid access token of this person. */
  as(personId: string): TestClient
  /** Ends one module, as if its process had died. */
  kill(module: string): Promise<void>
  /** Closes the front door as a process that stops does. */
  closeFront(): Promise<void>
  stop(): Promise<void>
}

export interface StandOptions {
  transport?: Transport
  modules: readonly ServiceDefinition[]
  env?: Record<string, string>
  /** Modules that are in the manifests and that nobody has started. */
  absent?: readonly Manifest[]
  /** Joins the modules in the process, whatever the transport. */
  mint?: TokenMint
}

/** A real gateway with a port of its own before small modules: in this process, or each behind a port as well. */
export async function standUp({
  transport = 'in process',
  modules,
  env = {},
  absent = [],
}: StandOptions): Promise<EdgeStand> {
  const mint = new TokenMint()
  const servers = new Map<string, Server>()
  const services: RunningService[] = []
  const manifests: Manifest[] = [loadManifest(gateway.folder), ...absent]
  const behind = hostOf(manifests, env, mint)
  for (const definition of modules) {
    const service = await definition.create(behind)
    services.push(service)
    const server = await listenHttp(service, '127.0.0.1', 0)
    servers.set(service.name, server)
    manifests.push({ ...service.manifest, http: { port: portOf(server) } })
  }
  const host = hostOf(manifests, { RATE_LIMIT_PER_HOUR: '100000', ...env }, mint)
  if (transport === 'in process') for (const service of services) host.peers.add(service)
  const edge = await gateway.create(host)
  host.peers.add(edge)
  const front = await listenHttp(edge, '127.0.0.1', 0)
  const url = `http://127.0.0.1:${portOf(front)}`
  return Object.assign(new TestClient(url), {
    port: portOf(front),
    host,
    as: (personId: string) => new TestClient(url, () => mint.tokenFor(personId)),
    kill: async (module: string) => {
      const server = servers.get(module)
      server?.closeAllConnections()
      if (server) await closeServer(server)
    },
    closeFront: () => closeServer(front),
    stop: async () => {
      front.closeAllConnections()
      await Promise.all([
        closeServer(front),
        edge.upgrades?.close(),
        ...services.map(({ upgrades }) => upgrades?.close()),
      ])
      for (const server of servers.values()) server.closeAllConnections()
      await Promise.all([...servers.values()].map((server) => closeServer(server)))
      await edge.stop()
      for (const service of services) await service.stop()
      await host.peers.close()
      host.redis?.close()
    },
  })
}

function hostOf(manifests: readonly Manifest[], env: Record<string, string>, mint: TokenMint): Host {
  const log = createLogger({ level: env.LOG_LEVEL ?? 'silent' })
  const host = makeHost({
    manifests,
    events: noEvents,
    broadcast: new Broadcast(log),
    log,
    env,
    internalKey: INTERNAL_KEY,
    peerHost: '127.0.0.1',
    portOffset: 0,
    databaseUrl: (module) => `postgres://127.0.0.1/${module}`,
  })
  return { ...host, tokens: mint.verifier }
}

/** None of the modules here emits or consumes. */
const noEvents: EventBus = {
  publish: async () => {},
  subscribe: async () => ({ stop: async () => {} }),
  close: async () => {},
}
