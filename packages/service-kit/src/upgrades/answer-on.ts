import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** How long a client may take to read why it was refused. */
const LINGER_MS = 5000

/** Makes an HTTP answer go out on a connection that asked for an upgrade and does not get it. The connection ends with it. */
export function answerOn(response: ServerResponse, socket: Duplex): void {
  response.shouldKeepAlive = false
  // Node's types know sockets alone; it writes to any duplex.
  response.assignSocket(socket as Socket)
  response.once('finish', () => {
    response.detachSocket(socket as Socket)
    const cut = setTimeout(() => socket.destroy(), LINGER_MS)
    cut.unref()
    socket.once('close', () => clearTimeout(cut))
    // What the client still sends is of no interest, and unread it would keep the connection open.
    socket.resume()
    socket.end()
  })
}
