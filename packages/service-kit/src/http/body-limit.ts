import type { Manifest } from '@quark/manifest'
import { routeTable } from '@quark/manifest'
import type { FastifyInstance } from 'fastify'

/** The largest body in bytes of a route whose manifest names none. */
export const BODY_LIMIT = 64 * 1024

/** Holds every route to the largest body that the manifest names for its path, whether or not a gateway is in front. */
export function addBodyLimits(fastify: FastifyInstance, manifest: Pick<Manifest, 'name' | 'exposes'>): void {
  const routes = routeTable([manifest])
  fastify.addHook('onRoute', (route) => {
    route.bodyLimit ??= routes.match(route.url)?.body ?? BODY_LIMIT
  })
}
