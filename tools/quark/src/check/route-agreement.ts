import { operationsOf } from '../gen/docs/routes.js'
import type { ModuleFacts } from '../gen/project.js'
import { type Finding, inManifest } from './finding.js'

/** Where the routes of a module's code and the paths of its manifest say different things. */
export const routeDisagreements = (module: ModuleFacts): Finding[] =>
  [openRoutes, strayRoutes, emptyPrefixes].flatMap((check) => check(module))

const openRoutes = ({ manifest, openHandlers }: ModuleFacts): Finding[] =>
  openHandlers.map((handler) => ({
    file: `services/${manifest.name}`,
    says: `${handler} does not say who may call it`,
    cure: "Put @Access('public') or @Access('signed-in') on it",
  }))

/** Routes that the gateway would not hand to this module, or would hand with a check that contradicts theirs. */
function strayRoutes({ manifest, openApi }: ModuleFacts): Finding[] {
  const prefixes = manifest.exposes.routes
  return operationsOf(openApi).flatMap(({ method, path, operation }): Finding[] => {
    const prefix = prefixes
      .filter((route) => isBelow(path, route.path))
      .sort((a, b) => b.path.length - a.path.length)[0]
    const access = operation['x-access']
    if (!prefix) {
      return [
        inManifest(
          manifest,
          `the route ${method} ${path} is below no path that it exposes`,
          `Add - api: ${firstThree(path)}`,
        ),
      ]
    }
    if (prefix.access === 'mixed' || access === undefined || access === prefix.access) return []
    return [
      inManifest(
        manifest,
        `the route ${method} ${path} is ${access}, and the manifest says that all below ${prefix.path} is ${prefix.access}`,
        'Write access: mixed, or change the route',
      ),
    ]
  })
}

function emptyPrefixes({ manifest, openApi }: ModuleFacts): Finding[] {
  const operations = operationsOf(openApi)
  // The gateway answers its own paths without controllers.
  if (operations.length === 0) return []
  return manifest.exposes.routes
    .filter(({ kind, path }) => kind === 'api' && !operations.some((operation) => isBelow(operation.path, path)))
    .map(({ path }) =>
      inManifest(manifest, `no route of the code is below ${path}, which it exposes`, 'Take the entry out'),
    )
}

const isBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(`${prefix}/`)
const firstThree = (path: string): string => path.split('/').slice(0, 4).join('/')
