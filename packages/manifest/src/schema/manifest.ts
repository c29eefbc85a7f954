import { z } from 'zod'
import { exposes } from './exposes.js'
import { envName, eventName, list, moduleName, port, strict, text, whole } from './fields.js'
import { keyed } from './keyed.js'
import { requires } from './requires.js'

const consumes = list(
  keyed({
    /** Events of other modules that this one acts on. */
    events: strict({ events: list(eventName, 'events') }),
  }),
  'what the module listens to, like - events: [user.created]',
)
  .default([])
  .transform((entries) => entries.flatMap(({ events }) => events))

const environment = list(envName, 'names of environment variables').default([])

const rate = z.number({ error: 'must be a share between 0 and 1, like 0.001' }).min(0).max(1)

/**
 * What a `module-manifest.yaml` may say. Every key has a reader; a key that is not here is an error.
 * The readers stand beside each key.
 */
export const manifestSchema = strict({
  /** The folder, the database, the image and the Kubernetes name. Read by everything. */
  name: moduleName,
  /** The module's own version, equal to its package.json's. Read by the catalogue, `/manifest` and the image's tag. */
  version: text(/^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/, 'a version like 1.0.0'),
  /** How the module ships. Read by compose and Helm. */
  type: z.literal('docker', { error: 'must be docker, the one way modules ship' }),
  /** What it is for, in a sentence or two. Read by the catalogue and the diagrams. */
  description: text(/^\S.{8,}\S$/, 'one line of at least ten characters'),
  /** Infrastructure and modules it needs. Read by `quark up`, compose, the diagrams and the typed clients. */
  requires,
  /** What it offers: API paths, gRPC services, events. Read by the gateway, the clients and the event map. */
  exposes,
  /** Events it acts on. Read by the event map and the architecture test. */
  consumes,
  /** Where it listens for HTTP. Read by `quark up`, compose, Helm and Prometheus. */
  http: strict({ port }),
  /** Where it listens for gRPC; only when it exposes some. Read by `quark up`, compose and Helm. */
  grpc: strict({ port }).optional(),
  /** Settings it reads beyond those of the kit. Read by compose, Helm and the architecture test. */
  env: strict({ required: environment, optional: environment }).default({ required: [], optional: [] }),
  /** What it promises. Read by the catalogue; alert rules and dashboards are made of it. */
  slo: strict({
    read_p95_ms: whole(1, 60_000, 'milliseconds, from 1 to 60000'),
    write_p95_ms: whole(1, 60_000, 'milliseconds, from 1 to 60000'),
    error_rate: rate,
  }),
  /** How much of it runs. Read by the catalogue and Helm. */
  deploy: strict({
    replicas: strict({ min: whole(0, 100, 'a number from 0 to 100'), max: whole(1, 100, 'a number from 1 to 100') }),
    cpu: text(/^\d+m?$/, 'cores like 250m or 1'),
    memory: text(/^\d+(Mi|Gi)$/, 'memory like 256Mi or 1Gi'),
  }).refine(({ replicas }) => replicas.min <= replicas.max, {
    path: ['replicas'],
    error: 'min must not be more than max',
  }),
  /** The path that answers while the module is alive. Read by the gateway, `quark status`, compose and Helm. */
  health_check: text(/^(\/[a-z0-9._-]+)+$/, 'a path like /health'),
})

/** What one module says of itself, checked and with its lists sorted by kind. */
export type ManifestFile = z.output<typeof manifestSchema>

/** A module's manifest and where it was found. */
export interface Manifest extends ManifestFile {
  /** The module's folder, absolute. */
  folder: string
  /** The manifest itself, from the root of the project, with slashes: for messages. */
  file: string
}
