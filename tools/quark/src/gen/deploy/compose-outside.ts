import type { Manifest } from '@quark/manifest'
import { type ComposeService, secret, variable } from './compose-infrastructure.js'
import { IMAGES } from './images.js'
import { GATEWAY } from './probes.js'

/** Addresses are fixed for the two that modules know by address, in the lower half; Docker hands out those of the upper one. */
export const SUBNET = {
  all: variable('QUARK_SUBNET', '172.30.77.0/24'),
  dynamic: variable('QUARK_SUBNET_DYNAMIC', '172.30.77.128/25'),
} as const
/** The one proxy whose X-Forwarded-For the gateway believes. */
export const TRAEFIK = variable('QUARK_PROXY_ADDRESS', '172.30.77.2')
/** Who may read the gateway's metrics. */
export const PROMETHEUS = variable('QUARK_PROMETHEUS_ADDRESS', '172.30.77.3')

const atAddress = (address: string): ComposeService => ({ networks: { quark: { ipv4_address: address } } })

const common: ComposeService = { restart: 'unless-stopped', security_opt: ['no-new-privileges:true'] }

const healthy = (url: string): ComposeService => ({
  healthcheck: {
    test: ['CMD', 'wget', '-q', '-O', '/dev/null', url],
    interval: '5s',
    timeout: '5s',
    retries: 20,
    start_period: '10s',
  },
})

/** What stands around the modules: the proxy in front, and what watches them. On this machine alone, unless QUARK_BIND says otherwise. */
export const fromOutside = (manifests: readonly Manifest[]): Record<string, ComposeService> => ({
  traefik: {
    ...common,
    image: IMAGES.traefik,
    user: '65532:65532',
    read_only: true,
    cap_drop: ['ALL'],
    command: [
      '--entrypoints.web.address=:8080',
      '--providers.file.filename=/etc/traefik/quark.yml',
      '--entrypoints.ping.address=127.0.0.1:8082',
      '--ping.entrypoint=ping',
      '--global.checknewversion=false',
      '--global.sendanonymoususage=false',
    ],
    volumes: ['./deploy/compose/traefik.yml:/etc/traefik/quark.yml:ro'],
    ports: [`${variable('QUARK_BIND', '127.0.0.1')}:${variable('QUARK_PORT', '80')}:8080`],
    depends_on: { [GATEWAY]: { condition: 'service_healthy' } },
    healthcheck: {
      test: ['CMD', 'traefik', 'healthcheck', '--ping.entrypoint=ping', '--entrypoints.ping.address=127.0.0.1:8082'],
      interval: '5s',
      timeout: '5s',
      retries: 20,
    },
    ...atAddress(TRAEFIK),
  },
  prometheus: {
    ...common,
    image: IMAGES.prometheus,
    read_only: true,
    command: [
      '--config.file=/etc/prometheus/prometheus.yml',
      '--storage.tsdb.path=/prometheus',
      '--storage.tsdb.retention.time=7d',
    ],
    volumes: ['./deploy/prometheus:/etc/prometheus:ro', 'metrics:/prometheus'],
    ports: [`127.0.0.1:${variable('PROMETHEUS_PORT', '9090')}:9090`],
    depends_on: Object.fromEntries(manifests.map(({ name }) => [name, { condition: 'service_started' }])),
    ...healthy('http://127.0.0.1:9090/-/ready'),
    ...atAddress(PROMETHEUS),
  },
  grafana: {
    ...common,
    image: IMAGES.grafana,
    environment: {
      GF_SECURITY_ADMIN_PASSWORD: secret('GRAFANA_PASSWORD'),
      GF_ANALYTICS_REPORTING_ENABLED: 'false',
      GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
      GF_USERS_ALLOW_SIGN_UP: 'false',
    },
    volumes: ['./deploy/grafana/provisioning:/etc/grafana/provisioning:ro', 'grafana:/var/lib/grafana'],
    ports: [`127.0.0.1:${variable('GRAFANA_PORT', '3000')}:3000`],
    depends_on: { prometheus: { condition: 'service_healthy' } },
    networks: ['quark'],
    ...healthy('http://127.0.0.1:3000/api/health'),
  },
})
