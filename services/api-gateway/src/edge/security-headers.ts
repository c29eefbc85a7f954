import type { ServerResponse } from 'node:http'
import type { Route } from '@quark/manifest'

type Headers = readonly (readonly [name: string, value: string])[]

const EVERY: Headers = [
  ['x-content-type-options', 'nosniff'],
  ['referrer-policy', 'strict-origin-when-cross-origin'],
  ['x-frame-options', 'DENY'],
]
/** JSON is not a page: if a browser is made to show it, it may do nothing. */
const API: Headers = [...EVERY, ['content-security-policy', "default-src 'none'; frame-ancestors 'none'"]]
/** Whatever somebody uploaded: opened by itself it may do nothing and has no origin. */
const FILES: Headers = [...EVERY, ['content-security-policy', "default-src 'none'; sandbox"]]
/** The web sets a policy of its own for what its pages load. */
const PAGES: Headers = [...EVERY, ['cross-origin-opener-policy', 'same-origin']]
const OF: Record<Route['kind'], Headers> = { api: API, pages: PAGES, files: FILES }
const HSTS = 'max-age=31536000'

/** Sets the security headers of an answer; a module that sets one of them itself has the last word. */
export function secure(response: ServerResponse, kind: Route['kind'], overTls: boolean): void {
  for (const [name, value] of OF[kind]) response.setHeader(name, value)
  if (overTls) response.setHeader('strict-transport-security', HSTS)
}
