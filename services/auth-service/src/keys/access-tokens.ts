import { Injectable } from '@nestjs/common'
import { ACCESS_TOKEN_TYPE, TOKEN_AUDIENCE, TOKEN_ISSUER, uuidv7 } from '@quark/service-kit'
import { SignJWT } from 'jose'
import { AuthConfig } from '../config.js'
import { SIGNING_ALGORITHM } from './key-box.js'
import { KeysService } from './keys.service.js'

export interface TokenSubject {
  readonly accountId: string
  readonly sessionId: string
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
}

/** Makes access tokens: JWT as RFC 9068 has them, signed with Ed25519. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: KeysService,
    private readonly config: AuthConfig,
  ) {}

  /** Seconds that a token made now is good for. */
  get lifetime(): number {
    return this.config.ACCESS_TOKEN_SECONDS
  }

  /** @param issuedAt seconds since 1970 */
  make({ accountId, sessionId, roles, permissions }: TokenSubject, issuedAt: number): Promise<string> {
    const { kid, privateKey } = this.keys.signer()
    return new SignJWT({ sid: sessionId, roles, permissions })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: ACCESS_TOKEN_TYPE })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(accountId)
      .setJti(uuidv7())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + this.lifetime)
      .sign(privateKey)
  }
}
