/** The parts of an OpenAPI 3.0 document that merging looks at; everything else is passed on as it is. */
export interface ApiDocument {
  openapi?: string
  info?: { title: string; version: string; description?: string }
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, unknown> }
  [key: string]: unknown
}

export interface Operation {
  tags?: string[]
  responses?: Record<string, unknown>
  [key: string]: unknown
}

/** What one module says of its API. */
export interface ModuleApi {
  readonly module: string
  readonly description: string
  readonly document: ApiDocument
}

const PROBLEM = {
  type: 'object',
  description: 'Why the request was not carried out (RFC 9457). Programs go by `code`, which stays as it is.',
  properties: {
    type: { type: 'string', example: 'urn:quark:problem:invalid-request' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', example: 'invalid-request' },
    detail: { type: 'string', description: 'What went wrong and what to do, for a person.' },
    instance: { type: 'string', description: 'The path that was asked for.' },
    requestId: { type: 'string', description: 'Says where in the logs.' },
    errors: {
      type: 'array',
      description: 'The fields at fault.',
      items: {
        type: 'object',
        properties: { field: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
        required: ['field', 'code', 'message'],
      },
    },
  },
  required: ['type', 'title', 'status', 'code'],
}

const COMPONENTS = {
  securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  responses: {
    Problem: {
      description: 'The request was not carried out.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  },
}

/**
 * One document of the whole platform's API. Every operation has its module as its tag and, beside the answers that the
 * module names, the one that all errors have.
 * @throws Error when two modules give one name to two schemas
 */
export function mergeApis(apis: readonly ModuleApi[], version: string): ApiDocument {
  return {
    openapi: '3.0.3',
    info: {
      title: 'Quark',
      version,
      description: 'The API of this Quark. Send `Authorization: Bearer <accessToken>` where a lock is shown.',
    },
    servers: [{ url: '/' }],
    tags: apis.map(({ module, description }) => ({ name: module, description })),
    paths: Object.fromEntries(apis.flatMap(pathsOf)),
    components: { ...COMPONENTS, schemas: { Problem: PROBLEM, ...schemasOf(apis) } },
  }
}

const pathsOf = ({ module, document }: ModuleApi): [string, Record<string, Operation>][] =>
  Object.entries(document.paths ?? {}).map(([path, operations]) => [
    path,
    Object.fromEntries(Object.entries(operations).map(([method, operation]) => [method, ofModule(operation, module)])),
  ])

const ofModule = (operation: Operation, module: string): Operation => ({
  ...operation,
  tags: [module],
  responses: { ...operation.responses, default: { $ref: '#/components/responses/Problem' } },
})

function schemasOf(apis: readonly ModuleApi[]): Record<string, unknown> {
  const owners = new Map<string, string>()
  const schemas: Record<string, unknown> = {}
  for (const { module, document } of apis) {
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
      const owner = owners.get(name) ?? 'the gateway'
      const taken = name in schemas || name === 'Problem'
      if (taken) throw new Error(`${module} and ${owner} both name a schema ${name}. Rename one of them.`)
      owners.set(name, module)
      schemas[name] = schema
    }
  }
  return schemas
}
