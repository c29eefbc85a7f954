import type { InfrastructureKind, Manifest } from '@quark/manifest'
import { stringify } from 'yaml'
import type { GeneratedFile } from '../generated-file.js'
import type { Project } from '../project.js'
import { COMPOSE_INFRASTRUCTURE, type ComposeService, secret, variable } from './compose-infrastructure.js'
import { fromOutside, PROMETHEUS, SUBNET, TRAEFIK } from './compose-outside.js'

const NOTICE = `# Made by \`quark gen\` from the manifests. Do not edit: changes of your own go into docker-compose.override.yml
# (docker compose -f docker-compose.dev.yml -f docker-compose.override.yml up). docs/onboarding.md says how to start it.
`

/** docker-compose.dev.yml: every module in a container, with all that they need, on one machine. */
export function composeFile({ modules }: Project): GeneratedFile {
  const manifests = modules.map(({ manifest }) => manifest)
  const needed = infrastructureOf(manifests)
  const services = Object.fromEntries([
    ...manifests.map((manifest): [string, ComposeService] => [manifest.name, moduleService(manifest)]),
    ...needed.map((kind): [string, ComposeService] => {
      const { name, service } = COMPOSE_INFRASTRUCTURE[kind]
      return [name, service]
    }),
    ...Object.entries(fromOutside(manifests)),
  ])
  const document = {
    name: 'quark',
    services,
    networks: {
      quark: { ipam: { config: [{ subnet: SUBNET.all, ip_range: SUBNET.dynamic }] } },
    },
    volumes: Object.fromEntries(volumesOf(services).map((volume) => [volume, {}])),
  }
  return {
    path: 'docker-compose.dev.yml',
    content: NOTICE + stringify(document, { lineWidth: 0, aliasDuplicateObjects: false }),
  }
}

/** The bus is every module's: broadcasts go through it. */
export const kindsOf = ({ requires }: Manifest): InfrastructureKind[] => [
  ...new Set<InfrastructureKind>([...requires.infrastructure, 'event_bus']),
]

const ORDER = Object.keys(COMPOSE_INFRASTRUCTURE) as InfrastructureKind[]

const infrastructureOf = (manifests: readonly Manifest[]): InfrastructureKind[] =>
  ORDER.filter((kind) => manifests.some((manifest) => kindsOf(manifest).includes(kind)))

function moduleService(manifest: Manifest): ComposeService {
  const kinds = ORDER.filter((kind) => kindsOf(manifest).includes(kind))
  const needed = kinds.map((kind) => COMPOSE_INFRASTRUCTURE[kind])
  return {
    image: `quark/${manifest.name}:\${QUARK_VERSION:-dev}`,
    build: { context: '.', dockerfile: `services/${manifest.name}/Dockerfile` },
    restart: 'unless-stopped',
    read_only: true,
    tmpfs: ['/tmp'],
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    mem_limit: manifest.deploy.memory.replace('i', '').toLowerCase(),
    stop_grace_period: '30s',
    environment: {
      QUARK_INTERNAL_KEY: secret('QUARK_INTERNAL_KEY'),
      LOG_LEVEL: variable('LOG_LEVEL', 'info'),
      ...Object.assign({}, ...needed.map(({ settings }) => settings)),
      ...ownSettings(manifest),
    },
    depends_on: Object.fromEntries(needed.map(({ name }) => [name, { condition: 'service_healthy' }])),
    networks: ['quark'],
    expose: [manifest.http.port, ...(manifest.grpc ? [manifest.grpc.port] : [])].map(String),
  }
}

/** What is known of this installation, for the modules that read it. Every other optional setting keeps its default. */
const KNOWN: Record<string, string> = {
  PUBLIC_URL: variable('PUBLIC_URL', 'http://localhost'),
  CORS_ORIGINS: variable('CORS_ORIGINS'),
  TRUSTED_PROXIES: TRAEFIK,
  METRICS_FROM: `127.0.0.0/8,${PROMETHEUS}`,
}

const ownSettings = ({ env }: Manifest): Record<string, string> => ({
  ...Object.fromEntries(env.required.map((name) => [name, secret(name)])),
  ...Object.fromEntries(env.optional.flatMap((name) => (KNOWN[name] ? [[name, KNOWN[name]]] : []))),
})

const volumesOf = (services: Record<string, ComposeService>): string[] =>
  Object.values(services)
    .flatMap(({ volumes }) => (volumes as string[] | undefined) ?? [])
    .flatMap((volume) => /^([a-z]+):/.exec(volume)?.[1] ?? [])
