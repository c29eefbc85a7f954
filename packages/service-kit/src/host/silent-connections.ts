import type { Socket } from 'node:net'

/** Connections of one address that have not asked for anything yet, at most. */
const MOST = 256

/**
 * Connections from which no request has come yet. Each costs memory and does nothing, so an address has only so many: one more,
 * and the oldest of them is cut. A client that speaks at once gets through beside any number that do not.
 */
export class SilentConnections {
  private readonly byAddress = new Map<string, Set<Socket>>()
  private readonly addressOf = new Map<Socket, string>()

  opened(socket: Socket): void {
    const address = socket.remoteAddress ?? ''
    const silent = this.byAddress.get(address) ?? new Set()
    this.byAddress.set(address, silent.add(socket))
    this.addressOf.set(socket, address)
    socket.once('close', () => this.heard(socket))
    if (silent.size <= MOST) return
    const [oldest] = silent
    if (!oldest) return
    this.heard(oldest)
    oldest.destroy()
  }

  /** A request came on it, or it is closed. */
  heard(socket: Socket): void {
    const address = this.addressOf.get(socket)
    if (address === undefined) return
    this.addressOf.delete(socket)
    const silent = this.byAddress.get(address)
    silent?.delete(socket)
    if (silent?.size === 0) this.byAddress.delete(address)
  }
}
