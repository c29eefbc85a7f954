import { Inject, Injectable } from '@nestjs/common'
import type { MessageView } from '@quark/contracts/messenger'
import { LOGGER, type Logger } from '@quark/service-kit'
import { encode } from './encode.js'
import type { Membership } from './log.repository.js'
import type { PersonHere } from './person-here.js'
import { Room } from './room.js'
import { changeFrame, messageFrame, type Slice } from './slice.js'
import { Slices } from './slices.js'

const RETRY_MS = 500

/** The conversations of those who are here. What is delivered comes from the database, in order; being told only wakes. */
@Injectable()
export class Rooms {
  private readonly rooms = new Map<string, Room>()
  /** Rooms that are being read, and whether they have to be once more. */
  private readonly reading = new Map<Room, 'once' | 'again'>()

  constructor(
    private readonly slices: Slices,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  get ids(): string[] {
    return [...this.rooms.keys()]
  }

  find(conversationId: string): Room | undefined {
    return this.rooms.get(conversationId)
  }

  /** Lets a person hear a conversation from now on. */
  enter(person: PersonHere, { conversation_id: id, joined_seq, last_seq, last_change, peer_id }: Membership): Room {
    const known = this.rooms.get(id)
    const room = known ?? new Room(id, last_seq, last_change)
    room.people.set(person, joined_seq)
    person.rooms.set(id, room)
    if (peer_id) person.peers.set(id, peer_id)
    if (!known) {
      this.rooms.set(id, room)
      // Something may have come between what was read and now, when there was no room to wake.
      this.look(room)
    }
    return room
  }

  leave(person: PersonHere, conversationId: string): void {
    const room = person.rooms.get(conversationId)
    if (!room) return
    person.rooms.delete(conversationId)
    person.peers.delete(conversationId)
    room.people.delete(person)
    for (const { positions } of person.connections) positions?.delete(conversationId)
    if (room.people.size === 0) this.rooms.delete(conversationId)
  }

  /** Delivers messages that were stored here a moment ago; when others come before them, they are read instead. */
  take(conversationId: string, messages: readonly MessageView[]): void {
    const room = this.rooms.get(conversationId)
    if (!room) return
    for (const message of messages) {
      if (message.seq !== room.seq + 1) {
        this.wake(conversationId, message.seq, 0)
        return
      }
      room.deliverMessage(encode({ type: 'message', message }), message.seq)
    }
  }

  /** There is something up to here; nothing happens when the room has that already. */
  wake(conversationId: string, seq: number, change: number): void {
    const room = this.rooms.get(conversationId)
    if (room && (seq > room.seq || change > room.change)) this.look(room)
  }

  /** Brings the room to where the database is now. */
  async refresh(room: Room): Promise<void> {
    const { seq, change } = room
    const slice = await this.slices.after({ conversationId: room.id, seq, change })
    deliver(room, slice)
    if (slice.hasMore) await this.refresh(room)
  }

  private look(room: Room): void {
    const known = this.reading.get(room)
    this.reading.set(room, known ? 'again' : 'once')
    if (!known) void this.read(room)
  }

  private async read(room: Room): Promise<void> {
    try {
      do {
        this.reading.set(room, 'once')
        const { seq, change } = room
        const slice = await this.slices.after({ conversationId: room.id, seq, change })
        deliver(room, slice)
        if (slice.hasMore) this.reading.set(room, 'again')
      } while (this.reading.get(room) === 'again' && room.people.size > 0)
      this.reading.delete(room)
    } catch (error) {
      this.log.warn({ err: error, conversation: room.id }, 'a conversation could not be read; it is tried again')
      setTimeout(() => void this.read(room), RETRY_MS).unref()
    }
  }
}

/** What `take` delivered while the slice was read is in it too, perhaps edited already. */
function deliver(room: Room, { messages, changes, next }: Slice): void {
  const had = messages.filter(({ seq }) => seq <= room.seq)
  const due = [...had, ...changes].filter(({ change }) => change > room.change).sort((a, b) => a.change - b.change)
  for (const row of messages) if (row.seq > room.seq) room.deliverMessage(encode(messageFrame(row)), row.seq)
  for (const row of due) room.deliverChange(encode(changeFrame(row)), row.seq, row.change)
  if (next.change > room.change) room.change = next.change
}
