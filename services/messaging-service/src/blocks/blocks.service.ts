import { Injectable } from '@nestjs/common'
import { type Caller, decodeCursor, type PageQuery, Refusal, Transactions, type Tx, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { ConversationsRepository } from '../conversations/conversations.repository.js'
import { pairOf } from '../conversations/conversations.rules.js'
import { News } from '../delivery/news.js'
import { PeopleService } from '../people/people.service.js'
import { BlocksRepository } from './blocks.repository.js'
import type { BlockPage } from './blocks.schema.js'

const CursorKey = z.tuple([z.iso.datetime(), z.uuid()])

/** Whom a person does not want to hear from. */
@Injectable()
export class BlocksService {
  constructor(
    private readonly transactions: Transactions,
    private readonly blocks: BlocksRepository,
    private readonly conversations: ConversationsRepository,
    private readonly people: PeopleService,
    private readonly news: News,
  ) {}

  /** Nobody writes in their conversation of two any more, and the blocked person hears nothing more of it. */
  async block({ id }: Caller, otherId: string): Promise<void> {
    if (id === otherId) throw Refusal.conflict('own-block', 'You cannot block yourself.')
    await this.people.ensure([otherId])
    await this.transactions.run(async (tx) => {
      await this.holdConversation(tx, id, otherId)
      await this.blocks.add(tx, id, otherId, new Date())
    })
  }

  async unblock({ id }: Caller, otherId: string): Promise<void> {
    await this.people.ensure([otherId])
    await this.transactions.run(async (tx) => {
      await this.holdConversation(tx, id, otherId)
      await this.blocks.remove(tx, id, otherId)
    })
  }

  async list({ id }: Caller, { limit, cursor }: PageQuery): Promise<BlockPage> {
    const key = cursor === undefined ? undefined : decodeCursor(cursor, CursorKey)
    const rows = await this.blocks.list(id, limit, key && { at: key[0], id: key[1] })
    return toPage(
      rows,
      limit,
      ({ blocked_at, ...person }) => ({ ...person, blockedAt: blocked_at.toISOString() }),
      (row) => [row.blocked_at.toISOString(), row.id],
    )
  }

  /** Holds their conversation of two, when there is one: what is being sent there comes before the block, or is refused. */
  private async holdConversation(tx: Tx, id: string, otherId: string): Promise<void> {
    const conversationId = await this.conversations.idOfPair(tx, pairOf(id, otherId))
    if (conversationId === undefined) return
    await this.conversations.lock(tx, conversationId)
    await this.conversations.touchRoster(tx, conversationId)
    this.transactions.onCommit(tx, () => this.news.membership(conversationId, [otherId]))
  }
}
