import type { Hearing, Listener } from './hearing.js'
import type { Room } from './room.js'

/** A person who has a socket open at this replica. */
export class PersonHere<Socket extends Hearing = Hearing> implements Listener {
  readonly connections = new Set<Socket>()
  /** Conversations whose stream they have. */
  readonly rooms = new Map<string, Room>()
  /** With whom they have a conversation of two, by the conversation. */
  readonly peers = new Map<string, string>()
  /** What is being read about their conversations; one thing after the other. */
  reading: Promise<void> = Promise.resolve()

  constructor(readonly id: string) {}

  /** To every socket that has said where it is. */
  send(frame: Buffer): void {
    for (const connection of this.connections) if (connection.live) connection.send(frame)
  }
}
