import type { IncomingMessage, ServerResponse } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import {
  type EdgeContext,
  edgeOf,
  HandOver,
  HOST,
  type Host,
  LOGGER,
  type Logger,
  Refusal,
  sendProblem,
  uuidv7,
} from '@quark/service-kit'
import { type ActiveSession, BrowserSessions } from '../sessions/browser-sessions.js'
import { renewedCookie, sessionIdIn } from '../sessions/session-cookie.js'
import { SiteAddress } from '../site-address.js'
import { assertOwnPage, pathBehind } from './door.rules.js'
import { RefreshClient } from './refresh.client.js'

const GATEWAY = 'api-gateway'
/** The door holds nothing of a body, and the route behind it has a limit of its own. */
const NO_LIMIT = Number.POSITIVE_INFINITY

/**
 * Where scripts of our own pages reach the API, `/-/api/v1/...`, and people their own files, `/-/media/...`, with the session's cookie. The cookie is exchanged for the session's
 * token here, so that no script ever holds one; the request then goes through the gateway as any other. Uploads, downloads
 * and streams of events pass through piece by piece.
 */
@Injectable()
export class SessionDoor {
  constructor(
    private readonly sessions: BrowserSessions,
    private readonly refreshes: RefreshClient,
    private readonly handOver: HandOver,
    private readonly address: SiteAddress,
    @Inject(HOST) private readonly host: Host,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Answers a request for which `isAtTheDoor` holds. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    this.admit(request, response).catch((error: unknown) => {
      sendProblem(request, response, error instanceof Refusal ? error : this.unexpected(request, error))
    })
  }

  private async admit(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, method = 'GET', url = '/' } = request
    const { protocol, host } = this.address.of(request)
    const path = pathBehind(url)
    assertOwnPage(method, headers, `${protocol}://${host}`)
    const context = edgeOf(request, this.host.internalKey) ?? contextOf(request)
    const id = sessionIdIn(headers.cookie)
    const session = id === undefined ? undefined : await this.sessionOf(id, request, context)
    if (id !== undefined && session?.renewed)
      response.appendHeader('set-cookie', renewedCookie(id, protocol === 'https'))
    request.url = path
    // The API knows callers by their token alone; what is the browser's business stays here.
    delete headers.cookie
    delete headers.origin
    delete headers.authorization
    if (session) headers.authorization = `Bearer ${session.accessToken}`
    await this.handOver.to(GATEWAY, request, response, context, NO_LIMIT)
  }

  /** @throws Refusal 401 `session-ended`, 503 when it cannot be known */
  private async sessionOf(id: string, { headers }: IncomingMessage, context: EdgeContext): Promise<ActiveSession> {
    const refresh = this.refreshes.for(context, headers['user-agent'])
    const session = await this.sessions.find(id, refresh).catch((error: unknown) => {
      this.log.warn({ err: error, requestId: context.requestId }, 'a session could not be read')
      throw Refusal.unavailable('session')
    })
    if (!session) throw Refusal.unauthorized('session-ended', 'The session has ended. Sign in again.')
    return session
  }

  private unexpected(request: IncomingMessage, error: unknown): Refusal {
    this.log.error({ err: error, method: request.method, path: request.url }, 'the door failed')
    return new Refusal(500, 'internal-error', { detail: 'Something went wrong on our side.' })
  }
}

const contextOf = ({ socket }: IncomingMessage): EdgeContext => ({
  clientIp: socket.remoteAddress ?? '',
  requestId: uuidv7(),
})
