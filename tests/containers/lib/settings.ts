import { randomBytes } from 'node:crypto'
import type { Manifest } from '@quark/manifest'

/** The servers that containers are given. */
export interface Servers {
  database: string
  nats: string
  redis: string
  /** Null where no S3 can be had: then files in /tmp. */
  s3: Readonly<Record<string, string>> | null
}

/** Moves all ports, so that another Quark on this machine is in nobody's way. */
const OFFSET = 10_000 + (process.pid % 10_000)
const secret = (): string => randomBytes(24).toString('hex')
const INTERNAL_KEY = secret()

/** What compose would give a module, for containers that share the network of the machine: there all listen on 127.0.0.1. */
export function settingsOf({ name, http, requires, env }: Manifest, servers: Servers): Record<string, string> {
  const needs = new Set(requires.infrastructure)
  const gateway = http.port + OFFSET
  return {
    HOST: '127.0.0.1',
    QUARK_PEER_HOST: '127.0.0.1',
    QUARK_PORT_OFFSET: String(OFFSET),
    QUARK_INTERNAL_KEY: INTERNAL_KEY,
    NATS_URL: servers.nats,
    LOG_LEVEL: 'warn',
    ...(needs.has('database') ? { DATABASE_URL: servers.database } : {}),
    ...(needs.has('cache') ? { REDIS_URL: servers.redis } : {}),
    ...(needs.has('object_store') ? (servers.s3 ?? { OBJECTS_DIR: '/tmp/objects' }) : {}),
    ...(name === 'api-gateway' ? { PORT: String(gateway) } : {}),
    ...Object.fromEntries(env.required.map((setting) => [setting, secret()])),
  }
}
