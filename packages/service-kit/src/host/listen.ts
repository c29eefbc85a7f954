import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Http2Server } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import type { RequestHandler } from '../http/request-handler.js'
import type { Upgrades } from '../upgrades/upgrades.js'
import { BODY_PACE, type BodyPace, watchPace } from './body-pace.js'
import { cutConnections, watchConnections } from './connections.js'
import { refuseMalformed } from './malformed.js'
import { endStreams, watchStreams } from './open-streams.js'

/** A port that cannot be had. `code` is Node's: EADDRINUSE, EACCES. */
export class ListenError extends Error {
  override readonly name = 'ListenError'
  constructor(
    readonly port: number,
    readonly code: string,
  ) {
    super(
      code === 'EADDRINUSE'
        ? `Port ${port} is taken by another program. Stop it, or choose another port with --port.`
        : `Port ${port} cannot be opened (${code}).`,
    )
  }
}

/** What answers at a port. */
export interface Answering {
  readonly handle: RequestHandler
  readonly upgrades?: Upgrades
}

const OPTIONS = {
  keepAliveTimeout: 65_000,
  headersTimeout: 20_000,
  // Node's own limit counts a whole request, and a large file takes long on a slow line: the pace stands for it.
  requestTimeout: 0,
  // How often Node looks who is over these times.
  connectionsCheckingInterval: 5000,
}

/** `Upgrade: h2c` and the like are an offer that may be passed over (RFC 9110, 7.8): the request is answered as any other. */
const asksForWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket'

/**
 * Serves HTTP, and WebSockets where there is something that takes them. A body that does not keep `pace` ends its connection.
 * @throws ListenError
 */
export async function listenHttp(
  { handle, upgrades }: Answering,
  host: string,
  port: number,
  pace: BodyPace = BODY_PACE,
): Promise<Server> {
  const shouldUpgradeCallback = (request: IncomingMessage): boolean =>
    upgrades !== undefined && asksForWebSocket(request)
  const server = createServer({ ...OPTIONS, shouldUpgradeCallback }, (request, response) => {
    connections.heard(request.socket)
    watchPace(request, () => cutSlow(request.socket, response.headersSent), pace)
    handle(request, response)
  })
  const connections = watchConnections(server)
  if (upgrades) {
    server.on('upgrade', (request, socket, head) => {
      connections.heard(request.socket)
      // From here on nobody else hears of an error of this connection; its end follows by itself.
      socket.on('error', () => socket.destroy())
      upgrades.upgrade(request, socket, head)
    })
  }
  server.on('clientError', refuseMalformed)
  watchStreams(server)
  await listen(server, host, port)
  return server
}

/** @throws ListenError */
export function listen(server: Server | Http2Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new ListenError(port, error.code ?? 'unknown')))
    server.listen(port, host, () => resolve())
  })
}

export const portOf = (server: Server | Http2Server): number => (server.address() as AddressInfo).port

/** As Node does with a request that takes too long: whoever reads the body sees the connection end. */
function cutSlow(socket: Socket, answering: boolean): void {
  if (answering) return void socket.destroy()
  refuseMalformed(Object.assign(new Error('slow body'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket)
  socket.destroySoon()
}

/** How long a request that is under way may still take. */
const DRAIN_MS = 10_000

/** Takes no new connections, ends streams of events, lets what else is under way finish for 10 s, then cuts it. */
export async function closeServer(server: Server | Http2Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => cutConnections(server), DRAIN_MS)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    if ('closeIdleConnections' in server) {
      endStreams(server)
      server.closeIdleConnections()
    }
  })
}
