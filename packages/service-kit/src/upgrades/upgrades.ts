import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a module does with connections that ask to become WebSockets (RFC 6455). */
export interface Upgrades {
  /** Takes the connection over, or refuses it over HTTP. Never throws. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Takes no more, says goodbye on every open one and cuts what does not close by itself; resolves when none is open. */
  close(): Promise<void>
}
