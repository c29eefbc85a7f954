import { type Limit, type RouteTarget, routeTable } from '@quark/manifest'
import type { GeneratedFile } from '../generated-file.js'
import { code, page, table } from '../markdown.js'
import type { ModuleFacts, Project } from '../project.js'

/** docs/generated/routes.md: every path prefix with its checks, and every route with who may call it. */
export function routesPage({ modules }: Project): GeneratedFile {
  const { routes } = routeTable(modules.map(({ manifest }) => manifest))
  const prefixes = [...routes].sort((a, b) => (a.path < b.path ? -1 : 1))
  return {
    path: 'docs/generated/routes.md',
    content: page(
      'Routes',
      'The gateway hands a request to the module with the longest prefix of its path, and checks this on the way:',
      table(
        ['Prefix', 'Module', 'Who may call', 'Limit for a client address', 'Largest body'],
        prefixes.map(prefixRow),
      ),
      '“mixed” means that each route decides. Shapes of requests and answers are in each module’s `openapi.yaml`, and at `/api/docs` of a running Quark.',
      ...modules.map(routesOf),
    ),
  }
}

const prefixRow = ({ path, module, access, limit, body }: RouteTarget): string[] => [
  code(path),
  module,
  access,
  limit ? limitText(limit) : '-',
  body === undefined ? '-' : sizeText(body),
]

function routesOf({ manifest, openApi }: ModuleFacts): string {
  const rows = operationsOf(openApi).map(({ method, path, operation }) => [
    method,
    code(path),
    operation['x-access'] ?? '-',
    operation.summary ?? '',
    operation.operationId ? code(operation.operationId) : '-',
  ])
  if (rows.length === 0) return ''
  return [`## ${manifest.name}`, table(['Method', 'Path', 'Who may call', 'What it does', 'Operation'], rows)].join(
    '\n\n',
  )
}

/** The operations of a document, one for each path and method. */
export function operationsOf(openApi: ModuleFacts['openApi']) {
  return Object.entries(openApi?.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}

const WINDOWS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const

function limitText({ requests, seconds }: Limit): string {
  const [, name] = WINDOWS.find(([length]) => length === seconds) ?? [seconds, `${seconds} seconds`]
  return `${requests} / ${name}`
}

const sizeText = (bytes: number): string => (bytes % 1024 ** 2 === 0 ? `${bytes / 1024 ** 2} MB` : `${bytes / 1024} KB`)
