import 'reflect-metadata'

export type { Logger } from 'pino'
export { callerOf } from './auth/bearer.js'
export { Caller } from './auth/caller.js'
export {
  ACCESS_TOKEN_TYPE,
  TICKET_AUDIENCE,
  TICKET_TYPE,
  type Ticket,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  TokenVerifier,
} from './auth/token-verifier.js'
export { Broadcast, type BroadcastHandler } from './broadcast/broadcast.js'
export { type OpenBroadcastOptions, openBroadcast } from './broadcast/open-broadcast.js'
export { Cache } from './cache/cache.js'
export type { CacheStore } from './cache/cache-store.js'
export { MemoryCacheStore } from './cache/memory-cache-store.js'
export { RedisCacheStore } from './cache/redis-cache-store.js'
export { type SettingDoc, Settings, type SettingsClass, SettingsError } from './config/settings.js'
export { Database, type Reader } from './data/database.js'
export { type Migration, migrate } from './data/migrations.js'
export { Transactions } from './data/transactions.js'
export type { Tx } from './data/tx.js'
export { EmbeddedEventLog } from './events/embedded-log.js'
export {
  type ConsumerLag,
  type DeadLetter,
  type Delivery,
  type EventBus,
  type EventLog,
  type EventOperations,
  type StoredEvent,
  type Subscription,
  type SubscriptionOptions,
  type TailOptions,
  UnknownConsumerError,
} from './events/event-bus.js'
export { JetStreamEventLog } from './events/nats/jetstream-log.js'
export { NatsSettings } from './events/nats/nats-settings.js'
export { bindingsOf, type EventBinding, OnEvent } from './events/on-event.js'
export { type OpenEventsOptions, openEvents } from './events/open-events.js'
export { Outbox } from './events/outbox.js'
export { republish } from './events/republish.js'
export { MAX_TRIES, RETRY_POLICY, type RetryPolicy } from './events/retry-policy.js'
export { bodyTooLarge } from './hand-over/counted-body.js'
export { HandOver } from './hand-over/hand-over.js'
export { noUpgrade } from './hand-over/upgrade-proxy.js'
export { BODY_PACE, type BodyPace } from './host/body-pace.js'
export { databaseUrlOf } from './host/database-url.js'
export { createDatabases, EVENTS_DATABASE } from './host/databases.js'
export { closeServer, ListenError, listen, listenHttp, portOf } from './host/listen.js'
export { type HostOptions, makeHost } from './host/make-host.js'
export { type Platform, type PlatformOptions, startPlatform } from './host/platform.js'
export { BODY_LIMIT } from './http/body-limit.js'
export { type EdgeContext, edgeHeaders, edgeOf, INTERNAL_HEADERS, markEdge, REQUEST_ID_HEADER } from './http/edge.js'
export { EVENT_STREAM, eventText, HEARTBEAT, type ServerSentEvent } from './http/event-stream.js'
export { Answer, ClientIp, HeaderValue } from './http/params.js'
export { PROBLEM_JSON, type Problem, problemOf } from './http/problem.js'
export { type FieldError, Refusal, type RefusalOptions } from './http/refusal.js'
export type { RequestHandler } from './http/request-handler.js'
export {
  Access,
  type AccessRule,
  Returns,
  ReturnsEvents,
  ReturnsNothing,
  type RouteRules,
  rulesOf,
  TakesForm,
} from './http/route.js'
export { sendProblem } from './http/send-problem.js'
export { type RateLimit, type RateLimitState, RateLimits } from './limits/rate-limits.js'
export { createObjectStore } from './objects/create-object-store.js'
export { ContentLengthMismatch } from './objects/errors/content-length-mismatch.js'
export { InvalidObjectKey } from './objects/errors/invalid-object-key.js'
export { ObjectNotFound } from './objects/errors/object-not-found.js'
export { ObjectStoreFull } from './objects/errors/object-store-full.js'
export { ObjectStoreUnavailable } from './objects/errors/object-store-unavailable.js'
export { RangeNotSatisfiable } from './objects/errors/range-not-satisfiable.js'
export { ObjectFolderSettings } from './objects/object-folder-settings.js'
export {
  type ByteRange,
  type GetOptions,
  type ListedObject,
  type Measured,
  type ObjectContent,
  type ObjectInfo,
  type ObjectName,
  ObjectStore,
  type PresignOptions,
  type PutOptions,
  type StoredObject,
} from './objects/object-store.js'
export { S3Settings } from './objects/s3/s3-settings.js'
export { createLogger, type LoggerOptions } from './observe/logger.js'
export { describeApi, settingsOf } from './openapi/describe.js'
export { RedisLink } from './redis/redis-link.js'
export { RedisSettings } from './redis/redis-settings.js'
export { checked } from './rpc/checked.js'
export type { LocalModule } from './rpc/local-module.js'
export type { ModuleFetch, ModuleRequest } from './rpc/module-fetch.js'
export { Peers } from './rpc/peers.js'
export { listenRpc } from './rpc/rpc-router.js'
export { type RpcService, rpcService } from './rpc/rpc-service.js'
export { decodeCursor, encodeCursor, Id, Page, PageQuery, toPage } from './schema/page.js'
export { Text, type TextLimits } from './schema/text.js'
export { uuidv7 } from './schema/uuid.js'
export { deriveKey, seal, unseal } from './secrets/seal.js'
export type { Host, NestServiceOptions, RunningService, ServiceDefinition } from './service/define.js'
export { KitSettings } from './service/kit-settings.js'
export { defineService } from './service/nest-service.js'
export { runService } from './service/run-service.js'
export { HOST, LOGGER, MANIFEST, SERVICE_NAME } from './service/tokens.js'
export { answerOn } from './upgrades/answer-on.js'
export { refuseUpgrade } from './upgrades/refuse-upgrade.js'
export type { Upgrades } from './upgrades/upgrades.js'
