import type { Hearing, Listener } from './hearing.js'

/** A conversation some of whose members have sockets open at this replica, and how far it was delivered to them. */
export class Room {
  /** With the message after which they joined: of what came before they are told nothing. */
  readonly people = new Map<Listener, number>()

  constructor(
    readonly id: string,
    public seq: number,
    public change: number,
  ) {}

  /** The next message in order. */
  deliverMessage(frame: Buffer, seq: number): void {
    this.seq = seq
    for (const person of this.people.keys()) {
      for (const connection of person.connections) {
        if (connection.live && this.isDue(connection, seq, undefined)) connection.send(frame)
      }
    }
  }

  /** An edit or a deletion of a message that was delivered before. */
  deliverChange(frame: Buffer, seq: number, change: number): void {
    this.change = change
    for (const [person, joinedSeq] of this.people) {
      if (seq <= joinedSeq) continue
      for (const connection of person.connections) {
        if (connection.live && this.isDue(connection, undefined, change)) connection.send(frame)
      }
    }
  }

  /** What may be lost: to everybody but one. */
  tellOthers(frame: Buffer, exceptId: string): void {
    for (const person of this.people.keys()) if (person.id !== exceptId) person.send(frame)
  }

  /** Whether a connection is to have what the room delivers; one that is elsewhere is so until the room has come to it. */
  private isDue(connection: Hearing, seq: number | undefined, change: number | undefined): boolean {
    const position = connection.positions?.get(this.id)
    if (!position) return true
    if (!position.live) return false
    const had = seq === undefined ? (change ?? 0) <= position.change : seq <= position.seq
    if (this.seq >= position.seq && this.change >= position.change) connection.positions?.delete(this.id)
    return !had
  }
}
