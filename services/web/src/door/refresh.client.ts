import { Injectable } from '@nestjs/common'
import { type EdgeContext, Peers, Refusal } from '@quark/service-kit'
import type { RefreshCall } from '../sessions/browser-sessions.js'
import type { Tokens } from '../sessions/tokens.js'

/** Exchanges refresh tokens at auth-service, for the sessions of the door. */
@Injectable()
export class RefreshClient {
  constructor(private readonly peers: Peers) {}

  /** Throws a Refusal with the status of the answer when auth-service says no. */
  for(edge: EdgeContext, userAgent = ''): RefreshCall {
    return async (refreshToken) => {
      const answer = await this.peers.http('api-gateway')('/api/v1/auth/refresh', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': userAgent },
        body: JSON.stringify({ refreshToken }),
        edge,
      })
      if (!answer.ok) throw new Refusal(answer.status, 'refresh-refused')
      return (await answer.json()) as Tokens
    }
  }
}
