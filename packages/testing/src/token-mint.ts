import { randomUUID } from 'node:crypto'
import {
  ACCESS_TOKEN_TYPE,
  TICKET_AUDIENCE,
  TICKET_TYPE,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  TokenVerifier,
} from '@quark/service-kit'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Signs access tokens as auth-service does, for services that are tested without it. */
export class TokenMint {
  private readonly keys = generateKeyPair('EdDSA', { extractable: true })

  /** Trusts this mint and nobody else. */
  readonly verifier = new TokenVerifier(() => this.publicKeys())

  /** What auth-service would publish, for a service in a process of its own. */
  async publicKeys() {
    const { publicKey } = await this.keys
    return { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' }] }
  }

  /** A token of this person, good for an hour unless the claims have an `exp`. */
  tokenFor(personId: string, claims: Record<string, unknown> = {}): Promise<string> {
    const access = { sid: randomUUID(), roles: ['member'], permissions: [], ...claims }
    return this.sign(personId, access, { typ: ACCESS_TOKEN_TYPE, audience: TOKEN_AUDIENCE, expires: '1h' })
  }

  /** A ticket of this person for a socket, good for a minute. */
  ticketFor(personId: string, claims: Record<string, unknown> = {}): Promise<string> {
    const ticket = { sid: randomUUID(), jti: randomUUID(), ...claims }
    return this.sign(personId, ticket, { typ: TICKET_TYPE, audience: TICKET_AUDIENCE, expires: '60s' })
  }

  private async sign(
    personId: string,
    claims: Record<string, unknown>,
    { typ, audience, expires }: { typ: string; audience: string; expires: string },
  ): Promise<string> {
    const { privateKey } = await this.keys
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test', typ })
      .setSubject(personId)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(typeof claims.exp === 'number' ? claims.exp : expires)
      .sign(privateKey)
  }
}
