import { manifestSchema } from '@quark/manifest'
import type { EventFact, ModuleFacts, Operation, Project } from '../../src/gen/project.js'

/** A module whose code does what its manifest says; the test changes either. */
export function aModule(manifest: Record<string, unknown> = {}, code: Partial<ModuleFacts> = {}): ModuleFacts {
  const parsed = manifestSchema.parse({
    name: 'poll-service',
    version: '1.0.0',
    type: 'docker',
    description: 'Keeps polls.',
    requires: [{ database: 'postgres' }, { event_bus: 'nats' }],
    http: { port: 3010 },
    slo: { read_p95_ms: 500, write_p95_ms: 1500, error_rate: 0.001 },
    deploy: { replicas: { min: 1, max: 2 }, cpu: '250m', memory: '256Mi' },
    health_check: '/health',
    ...manifest,
  })
  return {
    manifest: { ...parsed, folder: '/nowhere', file: `services/${parsed.name}/module-manifest.yaml` },
    settings: [],
    handles: [],
    openHandlers: [],
    uses: { emits: [], answers: [], calls: [], fetches: [], unclear: [] },
    ...code,
  }
}

/** An OpenAPI document of operations written as `GET /api/v1/polls`. */
export const anApi = (operations: Record<string, Operation>): ModuleFacts['openApi'] => {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = route.split(' ')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  return { paths }
}

export const anEvent = (type: string, changes: Partial<EventFact> = {}): EventFact => ({
  type,
  version: 1,
  stream: 'posts',
  description: `Tells of ${type}.`,
  fields: [{ name: 'id', type: 'uuid', description: '' }],
  schema: {},
  file: 'packages/contracts/src/events/poll.ts',
  ...changes,
})

export const aProject = (modules: ModuleFacts[], changes: Partial<Project> = {}): Project => ({
  root: '/nowhere',
  version: '1.2.3',
  modules,
  events: [],
  metrics: [],
  environment: [],
  kitSettings: [],
  ...changes,
})
