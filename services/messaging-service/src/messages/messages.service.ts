import { Injectable } from '@nestjs/common'
import { MessageDeleted } from '@quark/contracts/events/messages'
import type { MessageView } from '@quark/contracts/messenger'
import { type Caller, Outbox, Refusal, Transactions, type Tx } from '@quark/service-kit'
import { BlocksRepository } from '../blocks/blocks.repository.js'
import { assertNotBlocked } from '../conversations/conversations.rules.js'
import { ConversationsService } from '../conversations/conversations.service.js'
import type { ConversationRow, MessageRow } from '../db/schema.js'
import { News } from '../delivery/news.js'
import { toView } from './message-view.rules.js'
import { MessagesRepository } from './messages.repository.js'
import { assertNotDeleted, assertOwn } from './messages.rules.js'
import type { HistoryQuery, MessagePage } from './messages.schema.js'

/** Reads what was said, and changes it. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly messages: MessagesRepository,
    private readonly conversations: ConversationsService,
    private readonly blocks: BlocksRepository,
    private readonly outbox: Outbox,
    private readonly news: News,
  ) {}

  async history(caller: Caller, conversationId: string, query: HistoryQuery): Promise<MessagePage> {
    const { limit, before, after } = query
    const joined = await this.messages.joinedSeq(conversationId, caller.id)
    if (joined === undefined) throw Refusal.notFound('conversation')
    const backwards = after === undefined
    const range = backwards ? { after: joined, before: before ?? 2 ** 31 - 1 } : { after: Math.max(after, joined) }
    const rows = await this.messages.history(conversationId, limit, range)
    const hasMore = rows.length > limit
    const shown = hasMore ? (backwards ? rows.slice(1) : rows.slice(0, limit)) : rows
    return { items: shown.map(toView), hasMore }
  }

  async edit(caller: Caller, conversationId: string, id: string, text: string): Promise<MessageView> {
    return this.transactions.run(async (tx) => {
      const { conversation, message } = await this.hold(tx, caller, conversationId, id)
      assertNotDeleted(message)
      await this.assertOpen(tx, conversation, caller.id)
      if (message.text === text) return toView(message)
      const change = await this.messages.nextChange(tx, conversationId)
      const changed = await this.messages.change(tx, id, { text, change, edited_at: new Date() })
      this.transactions.onCommit(tx, () => this.news.changed(conversationId, 0, change))
      return toView(changed)
    })
  }

  /** Its place stays, without text. The same when it is deleted already. */
  async delete(caller: Caller, conversationId: string, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { message } = await this.hold(tx, caller, conversationId, id)
      if (message.deleted_at) return
      const change = await this.messages.nextChange(tx, conversationId)
      await this.messages.change(tx, id, { text: null, media_ids: [], change, deleted_at: new Date() })
      await this.outbox.add(tx, MessageDeleted, {
        messageId: id,
        conversationId,
        senderId: caller.id,
        mediaIds: message.media_ids,
      })
      this.transactions.onCommit(tx, () => this.news.changed(conversationId, 0, change))
    })
  }

  /** A message in a conversation that is held. What was said before one came is not there for them. */
  private async hold(
    tx: Tx,
    caller: Caller,
    conversationId: string,
    id: string,
  ): Promise<{ conversation: ConversationRow; message: MessageRow }> {
    const { conversation, member } = await this.conversations.hold(tx, conversationId, caller.id)
    const message = await this.messages.find(tx, conversationId, id)
    if (!message || message.seq <= member.joined_seq) throw Refusal.notFound('message')
    assertOwn(message, caller.id)
    return { conversation, message }
  }

  /** An edit is as good as a new message to somebody who does not want to hear of the other. */
  private async assertOpen(tx: Tx, { one_id, other_id }: ConversationRow, callerId: string): Promise<void> {
    const peer = one_id === callerId ? other_id : one_id
    if (peer) assertNotBlocked(await this.blocks.isBlockedBetween(tx, callerId, [peer]))
  }
}
