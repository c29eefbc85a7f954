import { z } from 'zod'
import { eventName, grpcService, list, strict, text } from './fields.js'
import { keyed } from './keyed.js'
import { type Limit, limit, size } from './units.js'

/**
 * Who may call below a path. `public`: anybody. `signed-in`: the gateway refuses a caller without a valid token.
 * `mixed`: each route of the module decides, by its own `@Access`.
 */
export const ACCESS = ['public', 'signed-in', 'mixed'] as const
export type Access = (typeof ACCESS)[number]

/** A path prefix that the gateway hands to a module, with what it checks on the way. */
export interface Route {
  /** Prefix without a trailing slash (`/` is the web's alone). */
  path: string
  /** `api` answers JSON; `pages` answers what a browser shows; `files` what people uploaded, which is never a page. */
  kind: 'api' | 'pages' | 'files'
  access: Access
  /** For one client address, on top of the gateway's own limit. */
  limit?: Limit
  /** The largest body in bytes; the gateway's default when absent. */
  body?: number
}

const checks = {
  access: z
    .enum(ACCESS, { error: `must say who may call: ${ACCESS.join(', ')}` })
    .describe(
      'Who may call: `public` anybody, `signed-in` whoever has a valid token, `mixed` as each route of the module says.',
    ),
  limit: limit
    .optional()
    .describe("Requests for one client address, like 100/hour, on top of the gateway's own limit."),
  body: size.optional().describe("The largest body, like 1mb. The gateway's default when absent."),
}

const API_PATH = /^\/api(\/[a-z0-9.][a-z0-9._-]*)+$/
const FILES_PATH = /^\/[a-z0-9-]+$/
const PAGES_PATH = /^(\/|(\/[a-z0-9@._-]+)+)$/

const entry = keyed({
  api: strict({
    api: text(API_PATH, 'a path below /api/ in lower case, without a slash at the end, like /api/v1/posts').describe(
      'A prefix of the public API, which the gateway hands to this module. The longest prefix wins.',
    ),
    ...checks,
  }),
  pages: strict({
    pages: text(PAGES_PATH, 'a path without a slash at the end, like / or /b').describe(
      "A prefix whose answers are pages for a browser. `/` is the web module's alone.",
    ),
    ...checks,
  }),
  files: strict({
    files: text(FILES_PATH, 'a path of one part in lower case, like /media').describe(
      'A prefix below which are files that people uploaded. The gateway gives them a policy under which nothing runs, and does not count them.',
    ),
    ...checks,
  }),
  grpc: strict({
    grpc: grpcService.describe('A gRPC service that other modules may call. It never leaves the cluster.'),
  }),
  events: strict({ events: list(eventName, 'events').describe('Events that this module, and no other, emits.') }),
})

/** `exposes`, sorted by kind. */
export interface Exposes {
  routes: Route[]
  grpc: string[]
  events: string[]
}

export const exposes = list(entry, 'what the module offers, like - api: /api/v1/posts')
  .default([])
  .transform((entries): Exposes => {
    const offers: Exposes = { routes: [], grpc: [], events: [] }
    for (const offer of entries) {
      if ('events' in offer) offers.events.push(...offer.events)
      else if ('grpc' in offer) offers.grpc.push(offer.grpc)
      else offers.routes.push(toRoute(offer))
    }
    return offers
  })

type RouteEntry = Extract<z.output<typeof entry>, { access: Access }>

function whereOf(offer: RouteEntry): Pick<Route, 'kind' | 'path'> {
  if ('api' in offer) return { kind: 'api', path: offer.api }
  return 'pages' in offer ? { kind: 'pages', path: offer.pages } : { kind: 'files', path: offer.files }
}

const toRoute = (offer: RouteEntry): Route => ({
  ...whereOf(offer),
  access: offer.access,
  limit: offer.limit,
  body: offer.body,
})
