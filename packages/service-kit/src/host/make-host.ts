import type { Manifest } from '@quark/manifest'
import type { JSONWebKeySet } from 'jose'
import type { Logger } from 'pino'
import { TokenVerifier } from '../auth/token-verifier.js'
import type { Broadcast } from '../broadcast/broadcast.js'
import type { EventBus } from '../events/event-bus.js'
import { RateLimits } from '../limits/rate-limits.js'
import { linkRedis } from '../redis/redis-link.js'
import { Peers } from '../rpc/peers.js'
import type { Host } from '../service/define.js'

export interface HostOptions {
  readonly manifests: readonly Manifest[]
  readonly events: EventBus
  readonly broadcast: Broadcast
  readonly log: Logger
  readonly env: NodeJS.ProcessEnv
  readonly internalKey: string
  readonly peerHost: string
  readonly portOffset: number
  readonly ports?: Readonly<Record<string, number>>
  databaseUrl(module: string): string
}

/** Where auth-service publishes the keys that its tokens are checked with. */
const JWKS = { module: 'auth-service', path: '/api/v1/auth/.well-known/jwks.json' }

/** Puts together what a process offers to its modules. */
export function makeHost(options: HostOptions): Host {
  const { manifests, peerHost, portOffset, ports, internalKey } = options
  const redis = linkRedis(options.env, options.log)
  const peers = new Peers({ manifests, peerHost, portOffset, ports, internalKey })
  return {
    peers,
    tokens: new TokenVerifier(() => readKeys(peers)),
    redis,
    limits: new RateLimits(redis),
    events: options.events,
    broadcast: options.broadcast,
    log: options.log,
    env: options.env,
    internalKey,
    manifests,
    databaseUrl: options.databaseUrl,
  }
}

async function readKeys(peers: Peers): Promise<JSONWebKeySet> {
  const answer = await peers.http(JWKS.module)(JWKS.path, { timeout: 5000 })
  if (!answer.ok) throw new Error(`${JWKS.module} answered ${answer.status} when asked for its keys`)
  return (await answer.json()) as JSONWebKeySet
}
