import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { Inject, Injectable } from '@nestjs/common'
import {
  type EdgeContext,
  edgeOf,
  HOST,
  type Host,
  INTERNAL_HEADERS,
  LOGGER,
  type Logger,
  REQUEST_ID_HEADER,
  uuidv7,
} from '@quark/service-kit'
import { GatewayConfig } from '../config.js'

/** What the edge knows of a request before it looks at the route. */
export interface Visit extends EdgeContext {
  /** A module of ours makes the request, for a person who was counted at the door. */
  readonly fromInside: boolean
  /** A proxy that the settings do not name stands between, so the address is perhaps not the client's. */
  readonly behindStranger: boolean
  /** The person's connection is encrypted, as far as a trusted proxy says. */
  readonly secure: boolean
}

const FORWARDED_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-real-ip']
const PROTO_HEADER = 'x-forwarded-proto'

/** Says who comes in and from where; believes headers only from those who may be believed. */
@Injectable()
export class Visits {
  private readonly internalKey: string
  private warned = false

  constructor(
    @Inject(HOST) host: Host,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly config: GatewayConfig,
  ) {
    this.internalKey = host.internalKey
  }

  /** Reads who makes the request, and takes off it what only the gateway may say to a module. */
  open(request: IncomingMessage): Visit {
    const inside = edgeOf(request, this.internalKey)
    const visit = inside ? fromInside(inside) : this.fromOutside(request)
    this.clean(request, visit)
    return visit
  }

  private fromOutside(request: IncomingMessage): Visit {
    const peer = plainAddress(request.socket.remoteAddress ?? '')
    const trusted = this.config.TRUSTED_PROXIES.has(peer)
    const forwarded = FORWARDED_HEADERS.some((name) => request.headers[name] !== undefined)
    if (forwarded && !trusted) this.warnOnce(peer)
    return {
      requestId: uuidv7(),
      behindStranger: forwarded && !trusted,
      clientIp: trusted ? this.forwardedFor(request, peer) : peer,
      fromInside: false,
      secure: trusted && lastOf(request.headers[PROTO_HEADER]) === 'https',
    }
  }

  /** Each proxy adds the address it saw at the end; the last that is not itself a proxy of ours is the client's. */
  private forwardedFor(request: IncomingMessage, peer: string): string {
    const chain = String(request.headers['x-forwarded-for'] ?? '').split(',')
    let client = peer
    for (const entry of chain.reverse()) {
      const address = plainAddress(withoutPort(entry.trim()))
      if (isIP(address) === 0) return client
      client = address
      if (!this.config.TRUSTED_PROXIES.has(address)) return client
    }
    return client
  }

  private warnOnce(peer: string): void {
    if (this.warned) return
    this.warned = true
    this.log.warn(
      { peer },
      'a request says that a proxy forwarded it. If one of yours did, name it in TRUSTED_PROXIES: until then all who come through it share one limit',
    )
  }

  private clean({ headers }: IncomingMessage, visit: Visit): void {
    for (const name of INTERNAL_HEADERS) if (headers[name] !== undefined) delete headers[name]
    for (const name of FORWARDED_HEADERS) if (headers[name] !== undefined) delete headers[name]
    headers[PROTO_HEADER] = visit.secure ? 'https' : 'http'
    headers[REQUEST_ID_HEADER] = visit.requestId
  }
}

const fromInside = ({ clientIp, requestId }: EdgeContext): Visit => ({
  requestId: requestId || uuidv7(),
  clientIp: plainAddress(clientIp),
  fromInside: true,
  behindStranger: false,
  secure: false,
})

/** IPv4 within IPv6 as the IPv4 that it is. */
const plainAddress = (address: string): string => (address.startsWith('::ffff:') ? address.slice(7) : address)

const withoutPort = (address: string): string => /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? ipv4WithoutPort(address)

const ipv4WithoutPort = (address: string): string => /^([\d.]+):\d+$/.exec(address)?.[1] ?? address

const lastOf = (header: string | string[] | undefined): string | undefined =>
  String(header ?? '')
    .split(',')
    .at(-1)
    ?.trim()
