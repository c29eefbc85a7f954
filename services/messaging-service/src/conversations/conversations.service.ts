import { Injectable } from '@nestjs/common'
import { type Caller, RateLimits, Refusal, Transactions, type Tx, uuidv7 } from '@quark/service-kit'
import { BlocksRepository } from '../blocks/blocks.repository.js'
import { MessagingConfig } from '../config.js'
import type { ConversationRow, MemberRow } from '../db/schema.js'
import { News } from '../delivery/news.js'
import { PeopleService } from '../people/people.service.js'
import { ConversationsRepository } from './conversations.repository.js'
import {
  assertGroup,
  assertNotAlone,
  assertNotBlocked,
  assertOwner,
  assertRoomFor,
  assertTitled,
  newMember,
  pairOf,
} from './conversations.rules.js'
import type { ConversationView, NewConversation } from './conversations.schema.js'
import { ReadingService } from './reading.service.js'

const DAY = 86_400

/** Begins conversations and names them. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly conversations: ConversationsRepository,
    private readonly blocks: BlocksRepository,
    private readonly people: PeopleService,
    private readonly reading: ReadingService,
    private readonly news: News,
    private readonly limits: RateLimits,
    private readonly config: MessagingConfig,
  ) {}

  /** A conversation of two is there once: beginning it again finds it. */
  async begin(caller: Caller, { memberIds, title }: NewConversation): Promise<ConversationView> {
    assertNotAlone(caller.id, memberIds)
    const others = [...new Set(memberIds)].filter((id) => id !== caller.id)
    const [other] = others
    const direct = others.length === 1 && title === undefined && other !== undefined
    if (!direct) assertTitled(title)
    assertRoomFor(others.length + 1, this.config.GROUP_MEMBERS)
    await this.people.ensure([caller.id, ...others])
    const id = direct ? await this.beginDirect(caller.id, other) : await this.beginGroup(caller.id, others, title ?? '')
    return this.reading.read(caller.id, id)
  }

  async rename(caller: Caller, id: string, title: string): Promise<ConversationView> {
    await this.transactions.run(async (tx) => {
      const { conversation, member } = await this.hold(tx, id, caller.id)
      assertGroup(conversation.kind)
      assertOwner(member)
      if (conversation.title === title) return
      await this.conversations.rename(tx, id, title)
      const note = { id: uuidv7(), kind: 'renamed', sender_id: caller.id, text: title, subject_id: null } as const
      const seq = await this.conversations.addNote(tx, id, { ...note, sent_at: new Date() })
      this.transactions.onCommit(tx, () => this.news.changed(id, seq, 0))
    })
    return this.reading.read(caller.id, id)
  }

  /**
   * Holds a conversation for somebody who is in it.
   * @throws Refusal 404 `conversation-not-found`
   */
  async hold(
    tx: Tx,
    id: string,
    personId: string,
  ): Promise<{ conversation: ConversationRow; members: MemberRow[]; member: MemberRow }> {
    const conversation = await this.conversations.lock(tx, id)
    const members = conversation ? await this.conversations.membersOf(tx, id) : []
    const member = members.find(({ user_id }) => user_id === personId)
    if (!conversation || !member) throw Refusal.notFound('conversation')
    return { conversation, members, member }
  }

  private async beginDirect(callerId: string, otherId: string): Promise<string> {
    const pair = pairOf(callerId, otherId)
    return this.transactions.run(async (tx) => {
      const known = await this.conversations.idOfPair(tx, pair)
      if (known !== undefined) return known
      await this.people.hold(tx, callerId, [otherId])
      assertNotBlocked(await this.blocks.isBlockedBetween(tx, callerId, [otherId]))
      await this.takeOne(callerId)
      const at = new Date()
      const id = uuidv7()
      const row = { id, one_id: pair[0], other_id: pair[1], created_by: callerId, created_at: at }
      if (!(await this.conversations.insertDirect(tx, row))) {
        return (await this.conversations.idOfPair(tx, pair)) ?? id
      }
      await this.conversations.addMembers(
        tx,
        pair.map((userId) => newMember(id, userId, 'member', at)),
      )
      this.transactions.onCommit(tx, () => this.news.membership(id, pair))
      return id
    })
  }

  private async beginGroup(callerId: string, others: readonly string[], title: string): Promise<string> {
    await this.takeOne(callerId)
    return this.transactions.run(async (tx) => {
      await this.people.hold(tx, callerId, others)
      assertNotBlocked(await this.blocks.isBlockedBetween(tx, callerId, others))
      const at = new Date()
      const id = uuidv7()
      await this.conversations.insertGroup(tx, { id, title, created_by: callerId, created_at: at })
      await this.conversations.addMembers(tx, [
        newMember(id, callerId, 'owner', at),
        ...others.map((userId) => newMember(id, userId, 'member', at)),
      ])
      this.transactions.onCommit(tx, () => this.news.membership(id, [callerId, ...others]))
      return id
    })
  }

  /** @throws Refusal 429 `too-many-conversations` */
  private async takeOne(personId: string): Promise<void> {
    const limit = { requests: this.config.CONVERSATIONS_PER_DAY, seconds: DAY }
    const { allowed, resetSeconds } = await this.limits.take('conversations', personId, limit)
    if (!allowed) throw Refusal.tooMany(resetSeconds, 'too-many-conversations')
  }
}
