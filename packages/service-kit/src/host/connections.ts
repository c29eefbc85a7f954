import type { Server } from 'node:http'
import type { Http2Server } from 'node:http2'
import type { Socket } from 'node:net'
import { SilentConnections } from './silent-connections.js'

/** Every connection of a server: what was upgraded, Node no longer counts among its own. */
const connectionsOf = new WeakMap<Server | Http2Server, Set<Socket>>()

/** Notes the connections of a server, and bounds those that say nothing; to be told of the others. */
export function watchConnections(server: Server): SilentConnections {
  const silent = new SilentConnections()
  const open = new Set<Socket>()
  connectionsOf.set(server, open)
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    silent.opened(socket)
  })
  return silent
}

/** Cuts what is open, upgraded or not. */
export function cutConnections(server: Server | Http2Server): void {
  for (const socket of connectionsOf.get(server) ?? []) socket.destroy()
  if ('closeAllConnections' in server) server.closeAllConnections()
}
