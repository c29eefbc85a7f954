import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DescService } from '@bufbuild/protobuf'
import type { Client } from '@connectrpc/connect'
import type { DataOf, EventContract, EventEnvelope } from '@quark/contracts'
import { loadManifest, loadManifests } from '@quark/manifest'
import {
  closeServer,
  createLogger,
  EVENTS_DATABASE,
  type EventLog,
  listenHttp,
  makeHost,
  openBroadcast,
  openEvents,
  portOf,
  RETRY_POLICY,
  type RetryPolicy,
  type RpcService,
  type ServiceDefinition,
  uuidv7,
} from '@quark/service-kit'
import postgres from 'postgres'
import { TestClient } from './client.js'
import { createTestDatabases, type TestDatabases, testPostgresUrl } from './databases.js'
import { projectRoot } from './project-root.js'
import { aStoredEvent } from './stored-event.js'
import { TEST_ENV, TEST_INTERNAL_KEY } from './test-env.js'
import { TokenMint } from './token-mint.js'

export interface TestServiceOptions {
  /** Settings on top of the test's defaults. */
  env?: Record<string, string>
  /** What other modules answer to this one's gRPC calls. */
  rpc?: RpcService[]
  /** Another replica, whose databases and tokens this one shares. It is stopped last. */
  beside?: TestService
  /** Log level; `silent` unless said. */
  log?: string
}

/** One real service on a port of its own, with a fresh database and a real event log: the embedded one, or NATS when `env` has NATS_URL. */
export interface TestService extends TestClient {
  /** The service's database, to arrange and to look. */
  readonly db: postgres.Sql
  /** The database of the embedded event log, to look and to break. */
  readonly eventsDb: postgres.Sql
  /** The event log itself: what is in it, who is behind, what died. */
  readonly events: EventLog
  /** Signs the tokens that the service believes. */
  readonly mint: TokenMint
  readonly databases: TestDatabases
  /** A client with a valid access token of this person. */
  as(personId: string, claims?: Record<string, unknown>): TestClient
  /** An access token of this person, for a request that the client cannot make. */
  tokenFor(personId: string): Promise<string>
  /** The data of all events of this kind that the service has recorded, oldest first. */
  published<Contract extends EventContract>(event: Contract): Promise<DataOf<Contract>[]>
  /** Publishes an event as another module would. Give an id to publish the same event twice. */
  publish<Contract extends EventContract>(event: Contract, data: DataOf<Contract>, id?: string): Promise<string>
  /** A client of a gRPC service that this one answers. */
  rpc<Service extends DescService>(service: Service): Client<Service>
  /** True once the service is done with this event: handled or buried. */
  handled(eventId: string): Promise<boolean>
  stop(): Promise<void>
}

/** An event that fails is given up in milliseconds, and not after the seconds of production. */
const RETRY: RetryPolicy = { ...RETRY_POLICY, pauses: [5] }

/** Boots a service as it is, against real PostgreSQL. What it calls is answered by `rpc`. */
export async function startService(
  definition: ServiceDefinition,
  { env = {}, rpc = [], beside, log = 'silent' }: TestServiceOptions = {},
): Promise<TestService> {
  const manifests = loadManifests(projectRoot())
  const logger = createLogger({ level: log })
  const { name } = loadManifest(definition.folder)
  const databases = beside?.databases ?? (await createTestDatabases([name, EVENTS_DATABASE]))
  const events = await openEvents({
    env,
    databaseServer: testPostgresUrl(),
    log: logger,
    retry: RETRY,
    database: databases.nameOf(EVENTS_DATABASE),
  })
  const broadcast = await openBroadcast({
    env,
    databaseServer: testPostgresUrl(),
    log: logger,
    database: databases.nameOf(EVENTS_DATABASE),
  })
  const objects = mkdtempSync(join(tmpdir(), 'quark-objects-'))
  const made = makeHost({
    manifests,
    events,
    broadcast,
    log: logger,
    env: { ...TEST_ENV, OBJECTS_DIR: objects, ...env },
    internalKey: TEST_INTERNAL_KEY,
    peerHost: '127.0.0.1',
    portOffset: Number(env.QUARK_PORT_OFFSET ?? 0),
    databaseUrl: (module) => databases.urlOf(module),
  })
  const mint = beside?.mint ?? new TokenMint()
  const host = name === 'auth-service' ? made : { ...made, tokens: mint.verifier }
  for (const [module, services] of byModule(manifests, rpc)) {
    host.peers.add({ name: module, rpc: services, handle: (_, response) => void response.writeHead(503).end() })
  }
  const service = await definition.create(host)
  host.peers.add(service)
  await service.start()
  const server = await listenHttp(service, '127.0.0.1', 0)
  const db = postgres(databases.urlOf(name), { max: 2, onnotice: () => {} })
  const eventsDb = postgres(databases.urlOf(EVENTS_DATABASE), { max: 1, onnotice: () => {} })
  const url = `http://127.0.0.1:${portOf(server)}`
  return Object.assign(new TestClient(url), {
    db,
    eventsDb,
    events,
    mint,
    databases,
    as: (personId: string, claims?: Record<string, unknown>) =>
      new TestClient(url, () => mint.tokenFor(personId, claims)),
    tokenFor: (personId: string) => mint.tokenFor(personId),
    published: async <Contract extends EventContract>(event: Contract) => {
      const rows = await db<{ envelope: EventEnvelope<DataOf<Contract>> }[]>`
        select envelope from outbox where envelope->>'type' = ${event.type} order by seq`
      return rows.map((row) => row.envelope.data)
    },
    publish: async <Contract extends EventContract>(event: Contract, data: DataOf<Contract>, id = uuidv7()) => {
      const { type, stream, version, schema } = event
      await events.publish([aStoredEvent({ type, stream, version, id, data: schema.parse(data) })])
      return id
    },
    rpc: <Service extends DescService>(contract: Service) => host.peers.rpc(contract),
    handled: async (eventId: string) => {
      const inbox = await db`select 1 from inbox where event_id = ${eventId}`
      if (inbox.length > 0) return true
      return (await events.deadLetters(name)).some(({ envelope }) => envelope.id === eventId)
    },
    stop: async () => {
      await Promise.all([closeServer(server), service.upgrades?.close()])
      await service.stop()
      host.redis?.close()
      await broadcast.close()
      await events.close()
      await db.end()
      await eventsDb.end()
      if (!beside) await databases.drop()
      rmSync(objects, { recursive: true, force: true })
    },
  })
}

function byModule(
  manifests: ReturnType<typeof loadManifests>,
  services: readonly RpcService[],
): Map<string, RpcService[]> {
  const modules = new Map<string, RpcService[]>()
  for (const service of services) {
    const owner = manifests.find(({ exposes }) => exposes.grpc.includes(service.service.typeName))
    if (!owner) throw new Error(`No manifest exposes grpc: ${service.service.typeName}`)
    modules.set(owner.name, [...(modules.get(owner.name) ?? []), service])
  }
  return modules
}
