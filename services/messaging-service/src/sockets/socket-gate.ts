import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { Inject, Injectable } from '@nestjs/common'
import { CLOSE_CODES } from '@quark/contracts/messenger'
import {
  edgeOf,
  HOST,
  type Host,
  LOGGER,
  type Logger,
  Refusal,
  refuseUpgrade,
  type Ticket,
  type Upgrades,
} from '@quark/service-kit'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { MessagingConfig } from '../config.js'
import { Connection } from '../delivery/connection.js'
import { PeopleHere } from '../delivery/people-here.js'
import { Conversing } from './conversing.js'
import { Origins } from './origins.js'
import { TicketsService } from './tickets.service.js'

const PATH = '/api/v1/ws'
const FRAME_BYTES = 65_536
/** How long a client may take to answer a goodbye. */
const GOODBYE_MS = 3000
const FAILED = 1011

/** Lets sockets in: who comes, with a ticket that was not used before, from a page of ours. Everything is refused before the upgrade. */
@Injectable()
export class SocketGate implements Upgrades {
  private readonly server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    maxPayload: FRAME_BYTES,
  })
  private closing: Promise<void> | undefined

  constructor(
    private readonly tickets: TicketsService,
    private readonly origins: Origins,
    private readonly people: PeopleHere,
    private readonly conversing: Conversing,
    private readonly config: MessagingConfig,
    @Inject(HOST) private readonly host: Host,
    @Inject(LOGGER) private readonly log: Logger,
  ) {
    this.server.on('wsClientError', (error, socket, request) => {
      this.refuse(
        request,
        socket,
        Refusal.invalid('handshake-invalid', [], `This is no handshake of RFC 6455: ${error.message}.`),
      )
    })
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.admit(request).then(
      (ticket) => this.server.handleUpgrade(request, socket, head, (ws) => this.open(ws, socket, ticket)),
      (error: unknown) => this.refuse(request, socket, error),
    )
  }

  close(): Promise<void> {
    this.closing ??= this.sayGoodbye()
    return this.closing
  }

  private async admit(request: IncomingMessage): Promise<Ticket> {
    const url = new URL(request.url ?? '/', 'http://quark')
    if (url.pathname !== PATH) throw Refusal.notFound('route')
    if (this.closing) throw Refusal.unavailable('messaging-service', 1)
    this.origins.assertOwn(request)
    const token = url.searchParams.get('token')
    if (!token)
      throw Refusal.unauthorized(
        'ticket-missing',
        'Get a ticket from POST /api/v1/auth/ws-ticket and send it as ?token=.',
      )
    const ticket = await this.tickets.take(token)
    const open = this.people.find(ticket.personId)?.connections.size ?? 0
    if (open >= this.config.SOCKETS_PER_PERSON) throw Refusal.tooMany(60, 'too-many-sockets')
    return ticket
  }

  private open(ws: WebSocket, socket: Duplex, { personId, sessionId }: Ticket): void {
    const person = this.people.enter(personId)
    const connection = new Connection(ws, socket, person, sessionId, this.config.SOCKET_BUFFER_BYTES)
    person.connections.add(connection)
    ws.on('close', () => this.people.leave(connection))
    // A frame that breaks the protocol, or a connection that breaks: ws closes with the code of RFC 6455.
    ws.on('error', () => {})
    ws.on('pong', () => heard(connection))
    ws.on('message', (data, isBinary) => this.hear(connection, data, isBinary))
    // Nothing is heard before the client was told that it may speak.
    ws.pause()
    this.welcome(connection).catch((error: unknown) => {
      this.log.error({ err: error }, 'the conversations of a person could not be read: their socket is closed')
      connection.close(FAILED, 'Something went wrong. Connect again.')
    })
  }

  private async welcome(connection: Connection): Promise<void> {
    const { person, ws, sessionId } = connection
    await person.reading
    // The session may have ended between the look at it and now, when there was no socket to close.
    if (await this.tickets.hasEnded(sessionId)) connection.close(CLOSE_CODES.sessionEnded, 'The session has ended.')
    connection.tell({ type: 'ready', userId: person.id, pingSeconds: this.config.SOCKET_PING_SECONDS })
    ws.resume()
  }

  private hear(connection: Connection, data: RawData, isBinary: boolean): void {
    heard(connection)
    if (isBinary) connection.close(CLOSE_CODES.binary, 'Frames are text.')
    else this.conversing.hear(connection, data.toString())
  }

  private refuse(request: IncomingMessage, socket: Duplex, error: unknown): void {
    const known = error instanceof Refusal
    if (!known) this.log.error({ err: error }, 'a socket could not be opened')
    const refusal = known ? error : new Refusal(500, 'internal-error', { detail: 'Something went wrong on our side.' })
    refuseUpgrade(request, socket, refusal, edgeOf(request, this.host.internalKey)?.requestId)
  }

  private async sayGoodbye(): Promise<void> {
    const gone = [...this.people.connections()].map(
      (connection) =>
        new Promise<void>((resolve) => {
          const cut = setTimeout(() => connection.ws.terminate(), GOODBYE_MS)
          connection.ws.once('close', () => {
            clearTimeout(cut)
            resolve()
          })
          connection.close(CLOSE_CODES.goingAway, 'The server stops. Connect again.')
        }),
    )
    await Promise.all(gone)
  }
}

function heard(connection: Connection): void {
  connection.heardAt = Date.now()
  connection.pinged = false
}
