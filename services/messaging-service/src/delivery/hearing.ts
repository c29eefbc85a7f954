/** How far a connection is in a conversation in which it is behind its room, or ahead of it. */
export interface Position {
  seq: number
  change: number
  /** Nothing is missing up to here. Before that, what the room delivers is passed over: it will be read. */
  live: boolean
}

/** A socket, as a room sees it. */
export interface Hearing {
  /** The client has said where it is. Nothing of a conversation is sent before. */
  readonly live: boolean
  /** Of conversations in which it is elsewhere than the room. */
  readonly positions: Map<string, Position> | undefined
  /** Writes an encoded frame. */
  send(frame: Buffer): void
}

/** A person with sockets, as a room sees them. */
export interface Listener {
  readonly id: string
  readonly connections: ReadonlySet<Hearing>
  /** To every socket that has said where it is. */
  send(frame: Buffer): void
}
