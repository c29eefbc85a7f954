import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { PresenceAsked, PresenceTold } from '@quark/contracts/topics/messages'
import { Broadcast, LOGGER, type Logger, Transactions, uuidv7 } from '@quark/service-kit'
import { PeopleRepository } from '../people/people.repository.js'

/** How often a replica says who is there. */
const BEAT_MS = 20_000
/** Somebody of whom a replica says nothing for so long is not there any more: the replica is gone. */
const FORGOTTEN_MS = 3 * BEAT_MS
/** Ids that fit into a message of the broadcast. */
const AT_ONCE = 100
/** What is to be stored of when people were last there waits so long for more. */
const SEEN_MS = 1000

type Listener = (personId: string, online: boolean, at: Date) => void

/** Who has a socket open, at any replica. Held in memory and told by the broadcast; may be late, and wrong for a minute after a crash. */
@Injectable()
export class Presence implements OnModuleDestroy {
  private readonly replica = uuidv7()
  private readonly here = new Set<string>()
  /** By replica: who is there, and when that was last heard. */
  private readonly elsewhere = new Map<string, Map<string, number>>()
  private readonly listeners = new Set<Listener>()
  private readonly ends: (() => void)[] = []
  private seen = new Map<string, Date>()
  private saving: NodeJS.Timeout | undefined

  constructor(
    private readonly broadcast: Broadcast,
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    this.ends.push(
      this.broadcast.subscribe(PresenceTold, undefined, ({ came, went }, replica) => {
        if (replica === this.replica) return
        for (const id of came) this.heardOf(replica, id)
        for (const [id, at] of went) this.goneFrom(replica, id, new Date(at))
      }),
      this.broadcast.subscribe(PresenceAsked, undefined, (_, replica) => {
        if (replica !== this.replica) this.tellAll()
      }),
    )
    const beat = setInterval(() => {
      this.tellAll()
      this.forget()
    }, BEAT_MS)
    beat.unref()
    this.ends.push(() => clearInterval(beat))
    this.broadcast.publish(PresenceAsked, this.replica, {})
  }

  isOnline(personId: string): boolean {
    if (this.here.has(personId)) return true
    for (const people of this.elsewhere.values()) if (people.has(personId)) return true
    return false
  }

  /** Hears of everybody who comes, and of everybody who is nowhere any more. */
  onChange(listener: Listener): void {
    this.listeners.add(listener)
  }

  /** The first socket of a person at this replica was opened. */
  came(personId: string): void {
    const before = this.isOnline(personId)
    this.here.add(personId)
    this.broadcast.publish(PresenceTold, this.replica, { came: [personId], went: [] })
    if (!before) this.changed(personId, true, new Date())
  }

  /** The last one was closed. */
  went(personId: string): void {
    const at = new Date()
    this.here.delete(personId)
    this.broadcast.publish(PresenceTold, this.replica, { came: [], went: [[personId, at.toISOString()]] })
    if (!this.isOnline(personId)) this.changed(personId, false, at)
    this.seen.set(personId, at)
    this.saving ??= setTimeout(() => void this.save(), SEEN_MS)
  }

  async onModuleDestroy(): Promise<void> {
    for (const end of this.ends.splice(0)) end()
    clearTimeout(this.saving)
    await this.save()
  }

  private heardOf(replica: string, personId: string): void {
    const people = this.elsewhere.get(replica) ?? new Map<string, number>()
    this.elsewhere.set(replica, people)
    const before = this.isOnline(personId)
    people.set(personId, Date.now())
    if (!before) this.changed(personId, true, new Date())
  }

  private goneFrom(replica: string, personId: string, at: Date): void {
    if (!this.elsewhere.get(replica)?.delete(personId)) return
    if (!this.isOnline(personId)) this.changed(personId, false, at)
  }

  private forget(): void {
    const oldest = Date.now() - FORGOTTEN_MS
    for (const [replica, people] of this.elsewhere) {
      for (const [id, heard] of people) if (heard < oldest) this.goneFrom(replica, id, new Date(heard))
      if (people.size === 0) this.elsewhere.delete(replica)
    }
  }

  private tellAll(): void {
    const all = [...this.here]
    for (let at = 0; at < all.length; at += AT_ONCE) {
      this.broadcast.publish(PresenceTold, this.replica, { came: all.slice(at, at + AT_ONCE), went: [] })
    }
  }

  private changed(personId: string, online: boolean, at: Date): void {
    for (const listener of this.listeners) listener(personId, online, at)
  }

  /** Of those who go within a moment, all at once. Lost with a crash: it is a courtesy, no record. */
  private async save(): Promise<void> {
    this.saving = undefined
    const seen = [...this.seen]
    this.seen = new Map()
    if (seen.length === 0) return
    try {
      await this.transactions.run((tx) => this.people.saveSeen(tx, seen))
    } catch (error) {
      this.log.warn({ err: error }, 'when people were last there could not be stored')
    }
  }
}
