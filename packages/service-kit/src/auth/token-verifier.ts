import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { Refusal } from '../http/refusal.js'
import type { Caller } from './caller.js'

export const TOKEN_ISSUER = 'quark'
export const TOKEN_AUDIENCE = 'quark-api'
/** `typ` of an access token (RFC 9068), so that no other kind of JWT passes for one. */
export const ACCESS_TOKEN_TYPE = 'at+jwt'
/** `aud` and `typ` of a ticket for a socket, which opens nothing else. */
export const TICKET_AUDIENCE = 'quark-socket'
export const TICKET_TYPE = 'socket-ticket+jwt'
const ALGORITHMS = ['EdDSA', 'Ed25519']

const AccessClaims = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  exp: z.number(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
})

const TicketClaims = z.object({ sub: z.uuid(), sid: z.uuid(), jti: z.uuid(), exp: z.number() })

/** A ticket for a socket that was signed by auth-service and has not ended. That it is used once is up to who lets in. */
export interface Ticket {
  /** The same for every copy of the ticket. */
  readonly id: string
  readonly personId: string
  readonly sessionId: string
  readonly expiresAt: Date
}

/** What a kind of token must say of itself. */
interface Kind<Claims> {
  readonly audience: string
  readonly typ: string
  readonly claims: z.ZodType<Claims>
}

const ACCESS = { audience: TOKEN_AUDIENCE, typ: ACCESS_TOKEN_TYPE, claims: AccessClaims }
const TICKET = { audience: TICKET_AUDIENCE, typ: TICKET_TYPE, claims: TicketClaims }

/**
 * Verifies access tokens and tickets (JWT, RFC 7519 and 8725) against the key set of auth-service. A verified token is remembered
 * until it expires, since a signature check costs a hundred times a look-up. An unknown `kid` reads the keys again, at
 * most once in ten seconds, so that made-up ones cannot be used to load auth-service.
 */
export class TokenVerifier {
  private readonly verified = new LRUCache<string, { caller: Caller; expires: number }>({ max: 10_000 })
  private keys: ReturnType<typeof createLocalJWKSet> | undefined
  private readAt = 0
  private reading: Promise<void> | undefined

  constructor(private readonly readKeys: () => Promise<JSONWebKeySet>) {}

  /** @throws Refusal 401 `token-expired` or `token-invalid`; 503 when the keys cannot be read. */
  async verify(token: string): Promise<Caller> {
    const known = this.verified.get(token)
    if (known) {
      if (known.expires > Date.now()) return known.caller
      throw expired()
    }
    const { sub, sid, exp, roles, permissions } = await this.claimsOf(token, ACCESS)
    const caller: Caller = { id: sub, sessionId: sid, roles, permissions, expiresAt: new Date(exp * 1000) }
    this.verified.set(token, { caller, expires: exp * 1000 })
    return caller
  }

  /** @throws Refusal 401 `token-expired` or `token-invalid`; 503 when the keys cannot be read. */
  async verifyTicket(ticket: string): Promise<Ticket> {
    const { sub, sid, jti, exp } = await this.claimsOf(ticket, TICKET)
    return { id: jti, personId: sub, sessionId: sid, expiresAt: new Date(exp * 1000) }
  }

  private async claimsOf<Claims>(token: string, kind: Kind<Claims>, again = true): Promise<Claims> {
    if (!this.keys) await this.refresh()
    if (!this.keys) throw Refusal.unavailable('auth-service')
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: ALGORITHMS,
        issuer: TOKEN_ISSUER,
        audience: kind.audience,
        typ: kind.typ,
      })
      return kind.claims.parse(payload)
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw expired()
      const keyIsUnknown = error instanceof errors.JWKSNoMatchingKey
      if (keyIsUnknown && again && Date.now() - this.readAt > 10_000) {
        await this.refresh()
        return this.claimsOf(token, kind, false)
      }
      throw Refusal.unauthorized('token-invalid', 'The token is not valid. Sign in again.')
    }
  }

  private async refresh(): Promise<void> {
    this.reading ??= this.readKeys()
      .then((keys) => {
        this.keys = createLocalJWKSet(keys)
        this.readAt = Date.now()
      })
      .catch(() => {
        // With keys in hand a failure to read newer ones changes nothing for the tokens they verify.
        if (!this.keys) throw Refusal.unavailable('auth-service')
      })
      .finally(() => {
        this.reading = undefined
      })
    await this.reading
  }
}

const expired = (): Refusal => Refusal.unauthorized('token-expired', 'The token has expired. Get a new one.')
