import type { Server, ServerResponse } from 'node:http'
import { EVENT_STREAM } from '../http/event-stream.js'

/** The answers under way, by server: a stream of events has no end of its own for a server that closes to wait for. */
const answers = new WeakMap<Server, Set<ServerResponse>>()

/** Notes the answers of a server, so that `endStreams` finds the streams among them. */
export function watchStreams(server: Server): void {
  const open = new Set<ServerResponse>()
  answers.set(server, open)
  server.prependListener('request', (_, response) => {
    open.add(response)
    response.once('close', () => open.delete(response))
  })
}

/** Ends the server's streams of events in an orderly way; their clients come back to another replica, or later. */
export function endStreams(server: Server): void {
  for (const response of answers.get(server) ?? []) {
    if (!isStream(response)) continue
    response.end()
    response.socket?.destroySoon()
  }
}

const isStream = (response: ServerResponse): boolean =>
  response.headersSent && String(response.getHeader('content-type')).startsWith(EVENT_STREAM)
