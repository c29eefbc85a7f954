import { Injectable } from '@nestjs/common'
import { type Caller, Refusal, TICKET_AUDIENCE, TICKET_TYPE, TOKEN_ISSUER, uuidv7 } from '@quark/service-kit'
import { SignJWT } from 'jose'
import { SIGNING_ALGORITHM } from '../keys/key-box.js'
import { KeysService } from '../keys/keys.service.js'
import { SessionsService } from '../sessions/sessions.service.js'
import type { SocketTicket } from './tickets.schema.js'

/** Long enough to open a connection over a bad line, short enough that a logged address is worth nothing. */
const LIFETIME_SECONDS = 60

/** Makes tickets for the messenger's socket, whose address cannot carry a header. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly keys: KeysService,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws Refusal 401 `session-ended`: a socket stays open for hours, so the session is looked up and not only the token */
  async issue({ id, sessionId }: Caller): Promise<SocketTicket> {
    if (!(await this.sessions.isLive(sessionId))) {
      throw Refusal.unauthorized('session-ended', 'The session has ended. Sign in again.')
    }
    const { kid, privateKey } = this.keys.signer()
    const ticket = await new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: TICKET_TYPE })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TICKET_AUDIENCE)
      .setSubject(id)
      .setJti(uuidv7())
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .sign(privateKey)
    return { ticket, expiresIn: LIFETIME_SECONDS }
  }
}
