import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { CLOSE_CODES } from '@quark/contracts/messenger'
import {
  ConversationChanged,
  ConversationRead,
  ConversationTyping,
  MembershipChanged,
  PersonRevoked,
  SessionRevoked,
} from '@quark/contracts/topics/messages'
import { Broadcast, LOGGER, type Logger } from '@quark/service-kit'
import { Presence } from '../presence/presence.js'
import { encode } from './encode.js'
import { LogRepository } from './log.repository.js'
import { PeopleHere } from './people-here.js'
import { Rooms } from './rooms.js'

/** A wake-up may be lost, with the process that was about to send it or on its way: it is found within this time. */
const SWEEP_MS = 15_000
const ROOMS_AT_ONCE = 1000

/** Hears what the replicas tell each other, and brings it to the sockets that are here. */
@Injectable()
export class Delivery implements OnModuleDestroy {
  private readonly ends: (() => void)[] = []
  private sweeping: Promise<void> | undefined

  constructor(
    private readonly broadcast: Broadcast,
    private readonly rooms: Rooms,
    private readonly people: PeopleHere,
    private readonly presence: Presence,
    private readonly repository: LogRepository,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  start(): void {
    this.presence.start()
    const { broadcast, rooms, people } = this
    const sweep = setInterval(() => this.sweep(), SWEEP_MS)
    sweep.unref()
    this.ends.push(
      () => clearInterval(sweep),
      broadcast.subscribe(ConversationChanged, undefined, ({ seq, change }, id) => rooms.wake(id, seq, change)),
      broadcast.subscribe(MembershipChanged, undefined, ({ conversationId }, id) => people.look(id, conversationId)),
      broadcast.subscribe(ConversationTyping, undefined, ({ userId }, conversationId) => {
        rooms.find(conversationId)?.tellOthers(encode({ type: 'typing', conversationId, userId }), userId)
      }),
      broadcast.subscribe(ConversationRead, undefined, ({ reads }, conversationId) => {
        const told = reads.map(([userId, seq]) => ({ userId, seq }))
        rooms.find(conversationId)?.tellOthers(encode({ type: 'read', conversationId, reads: told }), '')
      }),
      broadcast.subscribe(SessionRevoked, undefined, (_, sessionId) => this.closeSessions(new Set([sessionId]))),
      broadcast.subscribe(PersonRevoked, undefined, (_, personId) => {
        for (const connection of people.find(personId)?.connections ?? []) {
          connection.close(CLOSE_CODES.sessionEnded, 'The account is gone.')
        }
      }),
      broadcast.onGap(() => {
        people.lookAtAll()
        this.sweep()
      }),
    )
  }

  async onModuleDestroy(): Promise<void> {
    for (const end of this.ends.splice(0)) end()
    await this.sweeping
  }

  private sweep(): void {
    this.sweeping ??= this.lookForMissed()
      .catch((error: unknown) => this.log.warn({ err: error }, 'what sockets may have missed could not be read'))
      .finally(() => {
        this.sweeping = undefined
      })
  }

  private async lookForMissed(): Promise<void> {
    const { ids } = this.rooms
    for (let at = 0; at < ids.length; at += ROOMS_AT_ONCE) {
      const heads = await this.repository.headsOf(ids.slice(at, at + ROOMS_AT_ONCE))
      for (const head of heads) this.rooms.wake(head.conversation_id, head.last_seq, head.last_change)
    }
    const sessions = new Set([...this.people.connections()].map(({ sessionId }) => sessionId))
    if (sessions.size > 0) this.closeSessions(new Set(await this.repository.endedAmong([...sessions])))
  }

  private closeSessions(ended: ReadonlySet<string>): void {
    if (ended.size === 0) return
    for (const connection of this.people.connections()) {
      if (ended.has(connection.sessionId))
        connection.close(CLOSE_CODES.sessionEnded, 'The session has ended. Sign in again.')
    }
  }
}
