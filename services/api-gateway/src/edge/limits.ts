import type { ServerResponse } from 'node:http'
import { isIPv6 } from 'node:net'
import { Injectable } from '@nestjs/common'
import type { RouteTarget } from '@quark/manifest'
import { type RateLimit, type RateLimitState, RateLimits, Refusal } from '@quark/service-kit'
import { GatewayConfig } from '../config.js'
import type { Visit } from './visits.js'

/** One page loads a dozen of these, and they cost next to nothing; so it is with pictures, routes of the kind `files`. */
const STATIC_FILES = '/_app/'

/** How much one client address may ask for. */
@Injectable()
export class EdgeLimits {
  private readonly hourly: RateLimit

  constructor(
    private readonly limits: RateLimits,
    private readonly config: GatewayConfig,
  ) {
    this.hourly = { requests: config.RATE_LIMIT_PER_HOUR, seconds: 3600 }
  }

  /**
   * Counts a request against the gateway's limit and its route's, and tells the client where it stands. A request from
   * inside was counted at the door when the person's own request came in; the limits of the routes count it.
   * @param route undefined when the path is nobody's: asking for nothing counts as well
   * @throws Refusal 429 `too-many-requests` with `Retry-After`
   */
  async take(visit: Visit, route: RouteTarget | undefined, url: string, response: ServerResponse): Promise<void> {
    if (url.startsWith(STATIC_FILES) || route?.kind === 'files') return
    const key = clientKey(visit.clientIp)
    const overall = visit.fromInside ? undefined : await this.limits.take('gateway', key, this.hourly)
    if (overall?.allowed === false) return refuse(overall, response)
    const own = route?.limit && (await this.limits.take(`route:${route.path}`, key, this.scaled(route.limit)))
    if (own?.allowed === false) return refuse(own, response)
    const tightest = own && (!overall || own.remaining < overall.remaining) ? own : overall
    if (tightest) tell(tightest, response)
  }

  private scaled({ requests, seconds }: RateLimit): RateLimit {
    return { requests: Math.max(1, Math.round(requests * this.config.ROUTE_LIMIT_FACTOR)), seconds }
  }
}

function refuse(state: RateLimitState, response: ServerResponse): never {
  tell(state, response)
  throw Refusal.tooMany(state.resetSeconds)
}

/** The three fields of draft-ietf-httpapi-ratelimit-headers-06, which clients know; later drafts change their form. */
function tell(state: RateLimitState, response: ServerResponse): void {
  response.setHeader('ratelimit-limit', String(state.limit))
  response.setHeader('ratelimit-remaining', String(state.remaining))
  response.setHeader('ratelimit-reset', String(state.resetSeconds))
}

/** A household has one IPv4 address, but a /64 of IPv6 ones: 2^64 tries otherwise. */
export function clientKey(ip: string): string {
  if (!isIPv6(ip)) return ip
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...rest]
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
