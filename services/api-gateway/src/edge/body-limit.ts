import type { IncomingMessage } from 'node:http'
import { Transform } from 'node:stream'
import type { RouteTarget } from '@quark/manifest'
import { BODY_LIMIT, Refusal } from '@quark/service-kit'

/** The largest body of a route in bytes. */
export const limitOf = (route: RouteTarget): number => route.body ?? BODY_LIMIT

/**
 * Refuses a body that says itself that it is too large, before a byte of it is read. One that does not say (chunked)
 * is counted by whoever reads it: the proxy, or the module in this process, which holds to the same limit.
 * @throws Refusal 413 `body-too-large`
 */
export function checkLength(request: IncomingMessage, limit: number): void {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit)
}

/** Passes a body on and counts it; ends in a `Refusal` when it grows over the limit. */
export function counting(limit: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > limit) done(tooLarge(limit))
      else done(null, chunk)
    },
  })
}

const tooLarge = (limit: number): Refusal =>
  new Refusal(413, 'body-too-large', { detail: `The body is larger than this route takes: ${limit} bytes.` })
