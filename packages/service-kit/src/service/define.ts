import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Type } from '@nestjs/common'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { Manifest } from '@quark/manifest'
import type { Logger } from 'pino'
import type { TokenVerifier } from '../auth/token-verifier.js'
import type { Broadcast } from '../broadcast/broadcast.js'
import type { SettingsClass } from '../config/settings.js'
import type { Migration } from '../data/migrations.js'
import type { EventBus } from '../events/event-bus.js'
import type { RequestHandler } from '../http/request-handler.js'
import type { RateLimits } from '../limits/rate-limits.js'
import type { RedisLink } from '../redis/redis-link.js'
import type { Peers } from '../rpc/peers.js'
import type { RpcService } from '../rpc/rpc-service.js'
import type { Upgrades } from '../upgrades/upgrades.js'

/** What a process offers to the modules it hosts. */
export interface Host {
  readonly peers: Peers
  readonly events: EventBus
  readonly broadcast: Broadcast
  readonly tokens: TokenVerifier
  readonly limits: RateLimits
  /** What replicas share; undefined when each process keeps its own. */
  readonly redis: RedisLink | undefined
  readonly log: Logger
  readonly env: NodeJS.ProcessEnv
  /** Vouches for calls between modules. */
  readonly internalKey: string
  /** The modules of this installation. */
  readonly manifests: readonly Manifest[]
  /** Address of the module's own database. */
  databaseUrl(module: string): string
}

/** A module in a process, from `create` to `stop`. */
export interface RunningService {
  readonly name: string
  readonly manifest: Manifest
  readonly rpc: readonly RpcService[]
  /** Answers one HTTP request. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** Takes WebSockets, when the module does. */
  readonly upgrades?: Upgrades
  /** Migrates the database and begins to relay and to consume events. */
  start(): Promise<void>
  /** Rejects, with the reason, while something that the module needs does not answer. */
  ready(): Promise<void>
  /** Finishes what is under way and lets go of everything. */
  stop(): Promise<void>
}

/** What `services/<name>/src/service.ts` exports as `service`. */
export interface ServiceDefinition {
  /** The module's folder, with its manifest. */
  readonly folder: string
  readonly config?: SettingsClass
  /** The Nest module, when the service is a Nest application. */
  readonly module?: Type
  readonly migrations?: readonly Migration[]
  /** Builds the module; touches neither network nor disk. */
  create(host: Host): Promise<RunningService>
}

export interface NestServiceOptions {
  /** The module's folder: `new URL('..', import.meta.url)`. */
  readonly root: URL
  readonly module: Type
  readonly config?: SettingsClass
  readonly migrations?: readonly Migration[]
  /** gRPC services that the module answers; they are in its manifest. */
  readonly rpc?: (app: NestFastifyApplication) => RpcService[]
  /** Work after the migrations, before the first request: fill a cache, start a timer. Undone in `onModuleDestroy`. */
  readonly onStart?: (app: NestFastifyApplication) => Promise<void>
  /** Puts a handler before the module's own routes (the gateway's). */
  readonly around?: (app: NestFastifyApplication, inner: RequestHandler) => RequestHandler
  /** What takes the module's WebSockets. */
  readonly upgrades?: (app: NestFastifyApplication) => Upgrades
}
