import type { IncomingMessage } from 'node:http'
import type { RouteTarget } from '@quark/manifest'
import { BODY_LIMIT, bodyTooLarge } from '@quark/service-kit'

/** The largest body of a route in bytes. */
export const limitOf = (route: RouteTarget): number => route.body ?? BODY_LIMIT

/**
 * Refuses a body that says itself that it is too large, before a byte of it is read. One that does not say (chunked)
 * is counted by whoever reads it: the proxy, or the module in this process, which holds to the same limit.
 * @throws Refusal 413 `body-too-large`
 */
export function checkLength(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw bodyTooLarge(limit)
}
