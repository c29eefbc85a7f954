import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '@quark/service-kit'
import { Presence } from '../presence/presence.js'
import type { Connection } from './connection.js'
import { encode } from './encode.js'
import { LogRepository } from './log.repository.js'
import { PersonHere } from './person-here.js'
import { Rooms } from './rooms.js'

/** Everybody who has a socket open at this replica. */
@Injectable()
export class PeopleHere {
  private readonly people = new Map<string, PersonHere<Connection>>()
  /** Who is to be told when somebody comes or goes. */
  private readonly watchers = new Map<string, Set<PersonHere<Connection>>>()

  constructor(
    private readonly rooms: Rooms,
    private readonly log: LogRepository,
    private readonly presence: Presence,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    presence.onChange((personId, online, at) => this.tellWatchers(personId, online, at))
  }

  find(personId: string): PersonHere<Connection> | undefined {
    return this.people.get(personId)
  }

  /** Every open socket. */
  *connections(): Generator<Connection> {
    for (const { connections } of this.people.values()) yield* connections
  }

  /** The person, to whom a connection is about to be added. Their conversations are being read: `reading`. */
  enter(personId: string): PersonHere<Connection> {
    const known = this.people.get(personId)
    if (known) return known
    const person = new PersonHere<Connection>(personId)
    this.people.set(personId, person)
    person.reading = this.readAll(person)
    // Whoever waits for it hears of a failure; without anybody it is none.
    person.reading.catch(() => {})
    this.presence.came(personId)
    return person
  }

  leave(connection: Connection): void {
    const { person } = connection
    person.connections.delete(connection)
    if (person.connections.size > 0 || this.people.get(person.id) !== person) return
    this.people.delete(person.id)
    for (const id of [...person.rooms.keys()]) this.drop(person, id)
    this.presence.went(person.id)
  }

  /** Looks whether a person still has a conversation's stream, or has it now; tells their sockets of a change. */
  look(personId: string, conversationId: string): void {
    const person = this.people.get(personId)
    if (!person) return
    person.reading = person.reading
      .then(() => this.readOne(person, conversationId))
      .catch((error: unknown) => {
        this.logger.error(
          { err: error },
          'whether a person is in a conversation could not be read: their sockets are closed',
        )
        for (const connection of person.connections) connection.close(1011, 'Something went wrong. Connect again.')
      })
  }

  /** As `look`, for everybody and all that they have. */
  lookAtAll(): void {
    for (const person of this.people.values()) for (const id of person.rooms.keys()) this.look(person.id, id)
  }

  private async readAll(person: PersonHere<Connection>): Promise<void> {
    const memberships = await this.log.membershipsOf(person.id, undefined)
    if (this.people.get(person.id) !== person) return
    for (const membership of memberships) this.admit(person, membership)
  }

  private async readOne(person: PersonHere<Connection>, conversationId: string): Promise<void> {
    const [membership] = await this.log.membershipsOf(person.id, conversationId)
    if (this.people.get(person.id) !== person) return
    const was = person.rooms.has(conversationId)
    if (!membership && was) {
      this.drop(person, conversationId)
      person.send(encode({ type: 'left', conversationId }))
    } else if (membership && !was) {
      const { seq, change } = this.admit(person, membership)
      person.send(encode({ type: 'joined', conversationId, seq, change }))
    }
  }

  private admit(person: PersonHere<Connection>, membership: Parameters<Rooms['enter']>[1]) {
    if (membership.peer_id) {
      const watchers = this.watchers.get(membership.peer_id) ?? new Set()
      this.watchers.set(membership.peer_id, watchers.add(person))
    }
    return this.rooms.enter(person, membership)
  }

  private drop(person: PersonHere<Connection>, conversationId: string): void {
    const peer = person.peers.get(conversationId)
    if (peer) {
      const watchers = this.watchers.get(peer)
      watchers?.delete(person)
      if (watchers?.size === 0) this.watchers.delete(peer)
    }
    this.rooms.leave(person, conversationId)
  }

  private tellWatchers(userId: string, online: boolean, at: Date): void {
    const watchers = this.watchers.get(userId)
    if (!watchers) return
    const lastSeenAt = online ? null : at.toISOString()
    const frame = encode({ type: 'presence', people: [{ userId, online, lastSeenAt }] })
    for (const person of watchers) person.send(frame)
  }
}
