import { createServer, type Server } from 'node:http'
import type { Http2Server } from 'node:http2'
import type { AddressInfo } from 'node:net'
import type { RequestHandler } from '../http/request-handler.js'
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

/** Serves HTTP. @throws ListenError */
export async function listenHttp(handle: RequestHandler, host: string, port: number): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 60_000 }, handle)
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
