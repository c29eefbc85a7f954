import type { Route } from './schema/exposes.js'
import type { Manifest } from './schema/manifest.js'

/** A route and the module that answers it. */
export interface RouteTarget extends Route {
  module: string
}

/** Finds the module for a path. */
export interface RouteTable {
  /** Every route, longest path first. */
  readonly routes: readonly RouteTarget[]
  /**
   * The route with the longest prefix of `path` in whole segments: `/api/v1/posts` has `/api/v1/posts/7` and not
   * `/api/v1/postscript`. What follows `?` or `#` is not looked at.
   * @param path the request's path as it came, so perhaps percent-encoded
   */
  match(path: string): RouteTarget | undefined
}

interface Step {
  target?: RouteTarget
  next: Map<string, Step>
}

/** Builds the table once; `match` then walks a path's segments and no list. */
export function routeTable(manifests: readonly Pick<Manifest, 'name' | 'exposes'>[]): RouteTable {
  const routes = manifests
    .flatMap(({ name, exposes }) => exposes.routes.map((route): RouteTarget => ({ ...route, module: name })))
    .sort((a, b) => b.path.length - a.path.length || (a.path < b.path ? -1 : 1))
  const root: Step = { next: new Map() }
  for (const target of routes) {
    let step = root
    for (const segment of target.path.split('/').filter(Boolean)) {
      const next: Step = step.next.get(segment) ?? { next: new Map() }
      step.next.set(segment, next)
      step = next
    }
    step.target = target
  }
  return { routes, match: (path) => walk(root, path) }
}

function walk(root: Step, raw: string): RouteTarget | undefined {
  const path = plainPath(raw)
  let found = root.target
  let step = root
  let start = 1
  while (start <= path.length) {
    const slash = path.indexOf('/', start)
    const end = slash === -1 ? path.length : slash
    const next = step.next.get(path.slice(start, end))
    if (!next) break
    step = next
    found = step.target ?? found
    start = end + 1
  }
  return found
}

/**
 * A path without its query, and decoded as the modules' own routers decode it: else `/api/v1/auth/%6Cogin` would reach the same
 * handler past the checks of a longer prefix.
 */
export function plainPath(raw: string): string {
  const query = raw.search(/[?#]/)
  const path = query === -1 ? raw : raw.slice(0, query)
  if (!path.includes('%')) return path
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
