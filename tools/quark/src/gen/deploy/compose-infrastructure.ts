import type { InfrastructureKind } from '@quark/manifest'
import { IMAGES } from './images.js'

/** A service of a compose file, as far as it is not checked by its schema. */
export type ComposeService = Record<string, unknown>

/** A secret that scripts/onboarding.sh puts into .env; without it compose stops, so that none has a known default. */
export const secret = (name: string): string => `\${${name}:?run scripts/onboarding.sh, which makes .env}`

/** A variable that an operator may set in .env. */
export const variable = (name: string, fallback = ''): string => `\${${name}:-${fallback}}`

const CONFIG = './deploy/compose'

const health = (test: string[], startSeconds = 5): ComposeService => ({
  healthcheck: { test, interval: '5s', timeout: '5s', retries: 20, start_period: `${startSeconds}s` },
})

const base = (image: string): ComposeService => ({
  image,
  restart: 'unless-stopped',
  security_opt: ['no-new-privileges:true'],
  networks: ['quark'],
})

/** What a kind of infrastructure is in the compose file, and the settings by which modules find it. */
export interface ComposeInfrastructure {
  /** Name of the service; modules wait until it is healthy. */
  name: string
  service: ComposeService
  settings: Record<string, string>
}

/** One server of each kind, for one machine: no replicas, no TLS between them. */
export const COMPOSE_INFRASTRUCTURE: Record<InfrastructureKind, ComposeInfrastructure> = {
  database: {
    name: 'postgres',
    service: {
      ...base(IMAGES.postgres),
      command: ['postgres', '-c', 'max_connections=200'],
      environment: { POSTGRES_USER: 'quark', POSTGRES_PASSWORD: secret('POSTGRES_PASSWORD') },
      volumes: ['postgres:/var/lib/postgresql'],
      // By TCP: while it makes the cluster, the server answers on its socket alone.
      ...health(['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', 'quark', '-d', 'postgres'], 20),
    },
    settings: { DATABASE_URL: `postgres://quark:${secret('POSTGRES_PASSWORD')}@postgres:5432/postgres` },
  },
  event_bus: {
    name: 'nats',
    service: {
      ...base(IMAGES.nats),
      command: ['-c', '/etc/nats/nats.conf'],
      environment: { NATS_PASSWORD: secret('NATS_PASSWORD') },
      volumes: ['nats:/data', `${CONFIG}/nats.conf:/etc/nats/nats.conf:ro`],
      ...health(['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8222/healthz']),
    },
    settings: { NATS_URL: `nats://quark:${secret('NATS_PASSWORD')}@nats:4222` },
  },
  cache: {
    name: 'valkey',
    service: {
      ...base(IMAGES.valkey),
      command: [
        ...['valkey-server', '--save', '', '--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lru'],
        ...['--requirepass', secret('REDIS_PASSWORD')],
      ],
      environment: { REDISCLI_AUTH: secret('REDIS_PASSWORD') },
      read_only: true,
      ...health(['CMD-SHELL', 'valkey-cli ping | grep -q PONG']),
    },
    settings: { REDIS_URL: `redis://:${secret('REDIS_PASSWORD')}@valkey:6379` },
  },
  object_store: {
    name: 's3',
    service: {
      ...base(IMAGES.seaweedfs),
      command: ['mini', '-dir=/data'],
      environment: {
        AWS_ACCESS_KEY_ID: secret('S3_ACCESS_KEY_ID'),
        AWS_SECRET_ACCESS_KEY: secret('S3_SECRET_ACCESS_KEY'),
      },
      volumes: ['objects:/data'],
      ...health(['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8333/healthz'], 20),
    },
    settings: {
      S3_ENDPOINT: 'http://s3:8333',
      S3_BUCKET: 'quark',
      S3_ACCESS_KEY_ID: secret('S3_ACCESS_KEY_ID'),
      S3_SECRET_ACCESS_KEY: secret('S3_SECRET_ACCESS_KEY'),
    },
  },
  model: {
    name: 'ollama',
    service: {
      ...base(IMAGES.ollama),
      volumes: ['models:/root/.ollama'],
      ...health(['CMD', 'ollama', 'list'], 10),
    },
    settings: { LLM_URL: 'http://ollama:11434' },
  },
}
