import { setTimeout as pause } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import type { Connection } from '../delivery/connection.js'
import { encode } from '../delivery/encode.js'
import type { Position } from '../delivery/hearing.js'
import type { Place } from '../delivery/log.repository.js'
import type { Room } from '../delivery/room.js'
import { Rooms } from '../delivery/rooms.js'
import { changeFrame, messageFrame, type Slice } from '../delivery/slice.js'
import { Slices } from '../delivery/slices.js'

/** Messages of a conversation that are sent to a client that was away; what is older it reads when somebody wants to see it. */
const MOST = 1000
/** Bytes that may wait in the socket before the next page is read. */
const WAITING_BYTES = 65_536

/** Brings a connection from where its client is to where its rooms are. */
@Injectable()
export class CatchUp {
  constructor(
    private readonly slices: Slices,
    private readonly rooms: Rooms,
  ) {}

  /** Resolves when all these conversations are live, or the connection is closed. */
  async run(connection: Connection, places: readonly Place[]): Promise<void> {
    const { person } = connection
    // All of them before the first is read: none of them may be delivered past what is missing.
    const behind = places.flatMap((place) => {
      const room = person.rooms.get(place.conversationId)
      if (room) return [{ room, position: begin(connection, room, place) }]
      connection.tell({ type: 'left', conversationId: place.conversationId })
      return []
    })
    await Promise.all(behind.map(({ room, position }) => this.follow(connection, room, position)))
    if (connection.open) connection.tell({ type: 'resumed' })
  }

  private async follow(connection: Connection, room: Room, position: Position): Promise<void> {
    const { id: conversationId } = room
    if (position.seq > room.seq || position.change > room.change) {
      // The client read it elsewhere before it was delivered here; or it says what cannot be.
      await this.rooms.refresh(room)
      position.seq = Math.min(position.seq, room.seq)
      position.change = Math.min(position.change, room.change)
    }
    while (isFollowing(connection, room, position)) {
      if (position.seq >= room.seq && position.change >= room.change) return finish(connection, room, position)
      const { seq, change } = position
      const slice = await this.slices.after({ conversationId, seq, change })
      if (!isFollowing(connection, room, position)) return
      send(connection, room, slice)
      position.seq = slice.next.seq
      position.change = slice.next.change
      while (connection.open && connection.waiting > WAITING_BYTES) await pause(20)
    }
  }
}

/** Notes where the connection is; one that is too far behind jumps, and is told so. */
function begin(connection: Connection, room: Room, { seq, change }: Place): Position {
  const joined = room.people.get(connection.person) ?? 0
  const from = Math.max(joined, seq)
  const position: Position = { seq: from, change, live: false }
  if (room.seq - from > MOST) {
    position.seq = room.seq - MOST
    position.change = room.change
    connection.tell({ type: 'gap', conversationId: room.id, after: from, before: position.seq + 1 })
  }
  connection.positions ??= new Map()
  connection.positions.set(room.id, position)
  return position
}

/** Neither closed, nor out of the conversation, nor asked to begin again from elsewhere. */
const isFollowing = (connection: Connection, room: Room, position: Position): boolean =>
  connection.open && connection.positions?.get(room.id) === position

function send(connection: Connection, room: Room, { messages, changes }: Slice): void {
  const joined = room.people.get(connection.person) ?? 0
  for (const row of messages) connection.send(encode(messageFrame(row)))
  for (const row of changes) if (row.seq > joined) connection.send(encode(changeFrame(row)))
}

/** From here on the room delivers to it, but for what the connection has from beyond the room. */
function finish(connection: Connection, room: Room, position: Position): void {
  if (position.seq > room.seq || position.change > room.change) position.live = true
  else connection.positions?.delete(room.id)
  connection.tell({ type: 'synced', conversationId: room.id, seq: position.seq, change: position.change })
}
