import type { IncomingHttpHeaders } from 'node:http'
import { plainPath } from '@quark/manifest'
import { Refusal } from '@quark/service-kit'

/** Below it are the API, for scripts of our own pages, and files that only their owner sees. */
const DOOR = '/-'
const BEHIND = ['/api/v1/', '/media/']
const AUTH = '/api/v1/auth/'
/** The only thing of auth-service's that a script may ask for: all else answers with tokens or is done by a page's form. */
const TICKET = '/api/v1/auth/ws-ticket'
const SAFE = new Set(['GET', 'HEAD'])

/** Whether a request is for the door and not for a page. */
export const isAtTheDoor = (url: string): boolean => BEHIND.some((path) => url.startsWith(DOOR + path))

/**
 * The address behind the door's.
 * @throws Refusal 404 for what tokens could be had by
 */
export function pathBehind(url: string): string {
  const path = url.slice(DOOR.length)
  const plain = plainPath(path)
  if (plain.startsWith(AUTH) && plain !== TICKET) throw Refusal.notFound('route')
  return path
}

/**
 * A cookie comes along with whatever a browser is made to ask for, by any site, so the request must say that a page of this
 * site makes it. By `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/); older browsers send `Origin` with all but GET and HEAD, and a
 * GET changes nothing and cannot be read by another site.
 * @throws Refusal 403 `foreign-origin`
 */
export function assertOwnPage(method: string, headers: IncomingHttpHeaders, origin: string): void {
  const site = headers['sec-fetch-site']
  const own = site === undefined ? isOwnOrigin(method, headers.origin, origin) : site === 'same-origin'
  if (own || (site === 'none' && SAFE.has(method))) return
  throw Refusal.forbidden('foreign-origin', 'Only pages of this site may ask here. Programs use /api/v1 with a token.')
}

const isOwnOrigin = (method: string, given: string | undefined, origin: string): boolean =>
  given === undefined ? SAFE.has(method) : given === origin
