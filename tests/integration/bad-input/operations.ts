import { loadManifests, type Manifest, routeTable } from '@quark/manifest'
import { BODY_LIMIT, describeApi, type ServiceDefinition } from '@quark/service-kit'
import type { JsonSchema } from './schema.js'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: JsonSchema
}

/** One route, as the OpenAPI document of its module has it. */
export interface Operation {
  readonly method: string
  /** With names in braces: `/api/v1/posts/{id}`. */
  readonly path: string
  readonly access: 'public' | 'signed-in'
  readonly parameters: readonly Parameter[]
  readonly body?: JsonSchema
  /** It takes a multipart form with a file instead. */
  readonly takesForm: boolean
  /** The largest body in bytes. */
  readonly bodyLimit: number
}

interface Described {
  'x-access'?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
}

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`

export const parametersIn = (operation: Operation, place: Parameter['in']): Parameter[] =>
  operation.parameters.filter((parameter) => parameter.in === place)

/** Every route of these modules. */
export async function readOperations(root: string, services: readonly ServiceDefinition[]): Promise<Operation[]> {
  const manifests = loadManifests(root)
  const perService = await Promise.all(services.map((service) => operationsOf(service, manifests)))
  return perService.flat()
}

async function operationsOf(service: ServiceDefinition, manifests: readonly Manifest[]): Promise<Operation[]> {
  const { match } = routeTable(manifests)
  const document = JSON.parse(JSON.stringify(await describeApi(service)))
  return Object.entries<Record<string, Described>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      access: described['x-access'] === 'signed-in' ? 'signed-in' : 'public',
      parameters: described.parameters ?? [],
      body: described.requestBody?.content['application/json']?.schema,
      takesForm: described.requestBody?.content['multipart/form-data'] !== undefined,
      bodyLimit: match(path)?.body ?? BODY_LIMIT,
    })),
  )
}
