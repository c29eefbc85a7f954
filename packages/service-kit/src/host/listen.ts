import { createServer, type Server } from 'node:http'
import type { Http2Server } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import type { RequestHandler } from '../http/request-handler.js'
import { BODY_PACE, type BodyPace, watchPace } from './body-pace.js'
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

/** Serves HTTP. A body that does not keep `pace` ends its connection. @throws ListenError */
export async function listenHttp(
  handle: RequestHandler,
  host: string,
  port: number,
  pace: BodyPace = BODY_PACE,
): Promise<Server> {
  // Node's own limit counts a whole request, and a large file takes long on a slow line: the pace stands for it.
  const server = createServer(
    { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 0 },
    (request, response) => {
      watchPace(request, () => cutSlow(request.socket, response.headersSent), pace)
      handle(request, response)
    },
  )
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
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), DRAIN_MS)
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
