/** A message on its way: topic, key, and what it carries. */
export type WireItem = readonly [topic: string, key: string, message: unknown]

/** Where a wire brings what it hears. */
export interface WireEnd {
  /** Messages of other processes; our own may be among them, `Broadcast` knows them. */
  heard(text: string): void
  /** The connection was lost and is there again: what was sent meanwhile is gone. */
  gap(): void
}

/** Carries messages between processes; they may be lost, and are not sent twice. A driver of `Broadcast`. */
export interface BroadcastWire {
  /** Bytes that one text may have. */
  readonly maxBytes: number
  /** Sends a text to whoever listens to this topic. Rejects when it surely was not sent. */
  send(topic: string, text: string): Promise<void>
  /** From now on texts of this topic are of interest here. */
  listen(topic: string): void
  close(): Promise<void>
}
