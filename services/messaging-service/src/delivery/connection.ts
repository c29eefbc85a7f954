import type { Duplex } from 'node:stream'
import { CLOSE_CODES, type ServerFrame } from '@quark/contracts/messenger'
import type { WebSocket } from 'ws'
import { encode } from './encode.js'
import type { Hearing, Position } from './hearing.js'
import type { PersonHere } from './person-here.js'

/** One socket of a person. */
export class Connection implements Hearing {
  /** The client has said where it is. Nothing of a conversation is sent before. */
  live = false
  heardAt = Date.now()
  readonly openedAt = this.heardAt
  pinged = false
  /** Since when it is being closed by us. */
  closingAt: number | undefined
  /** Of conversations in which it is elsewhere than the room. */
  positions: Map<string, Position> | undefined
  private corked = false

  /** @param socket the one below `ws`: what is written to it whole goes between the frames of `ws`, which does not compress */
  constructor(
    readonly ws: WebSocket,
    private readonly socket: Duplex,
    readonly person: PersonHere<Connection>,
    readonly sessionId: string,
    private readonly bufferBytes: number,
  ) {}

  get open(): boolean {
    return this.ws.readyState === this.ws.OPEN && this.closingAt === undefined
  }

  /** Bytes that wait to be read by the other side. */
  get waiting(): number {
    return this.socket.writableLength
  }

  tell(frame: ServerFrame): void {
    this.send(encode(frame))
  }

  /** Writes an encoded frame. All frames of one turn of the event loop leave together. */
  send(frame: Buffer): void {
    if (!this.open) return
    if (this.socket.writableLength > this.bufferBytes) {
      this.close(CLOSE_CODES.slowReader, 'You read too slowly. Connect again and resume.')
      return
    }
    if (!this.corked) {
      this.corked = true
      this.socket.cork()
      process.nextTick(uncork, this)
    }
    this.socket.write(frame)
  }

  close(code: number, reason: string): void {
    if (this.closingAt !== undefined) return
    this.closingAt = Date.now()
    this.ws.close(code, reason)
  }

  uncork(): void {
    this.corked = false
    this.socket.uncork()
  }
}

function uncork(connection: Connection): void {
  connection.uncork()
}
