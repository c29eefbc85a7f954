import { randomUUID } from 'node:crypto'
import { ACCESS_TOKEN_TYPE, TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier } from '@quark/service-kit'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** Signs access tokens as auth-service does, for services that are tested without it. */
export class TokenMint {
  private readonly keys = generateKeyPair('EdDSA', { extractable: true })

  /** Trusts this mint and nobody else. */
  readonly verifier = new TokenVerifier(async () => {
    const { publicKey } = await this.keys
    return { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' }] }
  })

  /** A token of this person, good for an hour. */
  async tokenFor(personId: string, claims: Record<string, unknown> = {}): Promise<string> {
    const { privateKey } = await this.keys
    return new SignJWT({ sid: randomUUID(), roles: ['member'], permissions: [], ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'test', typ: ACCESS_TOKEN_TYPE })
      .setSubject(personId)
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey)
  }
}
