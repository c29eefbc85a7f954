import { z } from 'zod'
import { exposes } from './exposes.js'
import { envName, eventName, list, moduleName, port, strict, text, whole } from './fields.js'
import { keyed } from './keyed.js'
import { requires } from './requires.js'

const consumes = list(
  keyed({
    events: strict({ events: list(eventName, 'events').describe('Events of other modules that this one acts on.') }),
  }),
  'what the module listens to, like - events: [user.created]',
)
  .default([])
  .transform((entries) => entries.flatMap(({ events }) => events))

const environment = list(envName, 'names of environment variables').default([])
const milliseconds = whole(1, 60_000, 'milliseconds, from 1 to 60000')
const share = z.number({ error: 'must be a share between 0 and 1, like 0.001' }).min(0).max(1)

const slo = strict({
  read_p95_ms: milliseconds.describe('95 of 100 reads are answered within so many milliseconds.'),
  write_p95_ms: milliseconds.describe('95 of 100 writes are answered within so many milliseconds.'),
  error_rate: share.describe('The share of requests that may fail with a 5xx.'),
})

const deploy = strict({
  replicas: strict({
    min: whole(0, 100, 'a number from 0 to 100').describe('Fewest that run.'),
    max: whole(1, 100, 'a number from 1 to 100').describe('Most that run.'),
  })
    .refine(({ min, max }) => min <= max, { error: 'min must not be more than max' })
    .describe('How many run.'),
  cpu: text(/^\d+m?$/, 'cores like 250m or 1').describe('Cores of one replica, in the units of Kubernetes.'),
  memory: text(/^\d+(Mi|Gi)$/, 'memory like 256Mi or 1Gi').describe('Memory of one replica.'),
})

/**
 * What a `module-manifest.yaml` may say. Every key has a reader, which its description names; a key that is not here is
 * an error. docs/generated/manifest.md is made of the descriptions.
 */
export const manifestSchema = strict({
  name: moduleName.describe('The folder, the database, the image and the Kubernetes name. Read by everything.'),
  version: text(/^\d+\.\d+\.\d+(-[0-9a-z.]+)?$/, 'a version like 1.0.0').describe(
    "The module's version, equal to its package.json's. Read by the catalogue and `/manifest`.",
  ),
  type: z
    .literal('docker', { error: 'must be docker, the one way modules ship' })
    .describe('How the module ships: as a container image. Read by the catalogue.'),
  description: text(/^\S.{8,}\S$/, 'one line of at least ten characters').describe(
    'What the module is for, in a sentence or two. Read by the catalogue and the diagrams.',
  ),
  requires: requires.describe(
    'Infrastructure and modules that it needs; never a start order. Read by the host, the architecture test and the diagrams.',
  ),
  exposes: exposes.describe('What it offers. Read by the gateway, the clients, the event map and the diagrams.'),
  consumes: consumes.describe('What it listens to. Read by the event map and the architecture test.'),
  http: strict({ port: port.describe('A port that no other module has.') }).describe(
    'Where it listens when it runs alone. Read by the host and the catalogue.',
  ),
  grpc: strict({ port: port.describe('A port that no other module has; the HTTP port + 1000 by custom.') })
    .optional()
    .describe('Where it listens for gRPC, when it exposes some. Read by the host and the catalogue.'),
  env: strict({
    required: environment.describe('Settings without which it does not start.'),
    optional: environment.describe('Settings that have a default.'),
  })
    .default({ required: [], optional: [] })
    .describe("Settings it reads beyond the kit's own. Read by the architecture test and the list of settings."),
  slo: slo.describe('What it promises. Read by the catalogue.'),
  deploy: deploy.describe('How much of it runs. Read by the catalogue.'),
  health_check: text(/^(\/[a-z0-9._-]+)+$/, 'a path like /health').describe(
    'The path that answers while the module is alive. Read by the gateway, `quark status` and the catalogue.',
  ),
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
