import { Injectable } from '@nestjs/common'
import type { Account } from '../accounts/account.js'
import { permissionsOf } from '../accounts/accounts.rules.js'
import type { UserView } from '../accounts/accounts.schema.js'
import { AuthConfig } from '../config.js'
import { AccessTokens } from '../keys/access-tokens.js'
import { RefreshTokens, type TokenPair } from './refresh-tokens.js'
import type { SignedIn } from './sessions.schema.js'

/** Makes an access token and a refresh token that belong together. */
@Injectable()
export class TokenPairs {
  readonly refreshTokens: RefreshTokens

  constructor(
    private readonly accessTokens: AccessTokens,
    config: AuthConfig,
  ) {
    this.refreshTokens = new RefreshTokens(config.SECRET_KEY)
  }

  /** @returns the pair, and the hash under which its refresh token is stored */
  async make(account: Account, sessionId: string): Promise<{ pair: TokenPair; hash: Buffer }> {
    const { token, hash } = this.refreshTokens.make(sessionId)
    const issuedAt = nowInSeconds()
    const { id: accountId, roles } = account
    const subject = { accountId, sessionId, roles, permissions: permissionsOf(roles) }
    const accessToken = await this.accessTokens.make(subject, issuedAt)
    return { pair: { accessToken, refreshToken: token, issuedAt }, hash }
  }

  /** What the person is answered with a pair that was just made. */
  answer(account: Account, { accessToken, refreshToken }: TokenPair): SignedIn {
    return { user: toUserView(account), accessToken, refreshToken, expiresIn: this.accessTokens.lifetime }
  }

  /** The same some seconds later: the access token has that much less to live. */
  answerAgain(account: Account, pair: TokenPair): SignedIn {
    const age = nowInSeconds() - pair.issuedAt
    return { ...this.answer(account, pair), expiresIn: Math.max(0, this.accessTokens.lifetime - age) }
  }
}

const toUserView = ({ id, username, email, name, roles }: Account): UserView => ({
  id,
  username,
  email,
  name,
  roles: [...roles],
})

const nowInSeconds = (): number => Math.floor(Date.now() / 1000)
