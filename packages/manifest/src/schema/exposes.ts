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
  /** `api` answers JSON; `pages` answers what a browser shows. */
  kind: 'api' | 'pages'
  access: Access
  /** For one client address, on top of the gateway's own limit. */
  limit?: Limit
  /** The largest body in bytes; the gateway's default when absent. */
  body?: number
}

const access = z.enum(ACCESS, { error: `must say who may call: ${ACCESS.join(', ')}` })
const checks = { access, limit: limit.optional(), body: size.optional() }

const entry = keyed({
  /** A prefix of the public API. */
  api: strict({
    api: text(
      /^\/api(\/[a-z0-9.][a-z0-9._-]*)+$/,
      'a path below /api/ in lower case, without a slash at the end, like /api/v1/posts',
    ),
    ...checks,
  }),
  /** A prefix whose answers are pages. */
  pages: strict({
    pages: text(/^(\/|(\/[a-z0-9@._-]+)+)$/, 'a path without a slash at the end, like / or /b'),
    ...checks,
  }),
  /** A gRPC service that other modules may call; it never leaves the cluster. */
  grpc: strict({ grpc: grpcService }),
  /** Events that this module, and no other, emits. */
  events: strict({ events: list(eventName, 'events') }),
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

const toRoute = (offer: RouteEntry): Route => ({
  ...('api' in offer ? { kind: 'api' as const, path: offer.api } : { kind: 'pages' as const, path: offer.pages }),
  access: offer.access,
  limit: offer.limit,
  body: offer.body,
})
