import { Injectable } from '@nestjs/common'
import { MessageSent } from '@quark/contracts/events/messages'
import type { MessageView } from '@quark/contracts/messenger'
import { Outbox, RateLimits, Refusal, Transactions, type Tx } from '@quark/service-kit'
import { MessagingConfig } from '../config.js'
import { News } from '../delivery/news.js'
import { Presence } from '../presence/presence.js'
import { Batches, type Outcome } from './batches.js'
import { MediaClient } from './media.client.js'
import { MessagesRepository } from './messages.repository.js'
import type { NewMessage } from './messages.schema.js'
import { Placing } from './placing.js'
import { type HeldRow, type Roster, SendingRepository } from './sending.repository.js'
import { assertUsable, type Sending } from './sending.rules.js'

const LIMITS = { most: 200, waiting: 5000 }

/** Sends messages, whichever way they come in. */
@Injectable()
export class SendingService {
  private readonly batches = new Batches<Sending, MessageView>((sendings) => this.store(sendings), LIMITS)

  constructor(
    private readonly transactions: Transactions,
    private readonly sending: SendingRepository,
    private readonly messages: MessagesRepository,
    private readonly outbox: Outbox,
    private readonly news: News,
    private readonly presence: Presence,
    private readonly media: MediaClient,
    private readonly limits: RateLimits,
    private readonly config: MessagingConfig,
  ) {}

  /**
   * Stores a message; when this resolves, it will reach every member. The same `clientId` again answers what is stored.
   * @throws Refusal 503 when it has media and media-service does not answer; 429 `too-many-messages` with when to try again; those of `assertSendable` and `assertSame`
   */
  async send(senderId: string, conversationId: string, message: NewMessage): Promise<MessageView> {
    const limit = { requests: this.config.MESSAGES_PER_MINUTE, seconds: 60 }
    const { allowed, resetSeconds } = await this.limits.take('messages', senderId, limit)
    if (!allowed) throw Refusal.tooMany(resetSeconds, 'too-many-messages')
    if (message.mediaIds?.length) await this.assertShowable(senderId, conversationId, message.mediaIds)
    return this.batches.add({ ...message, senderId, conversationId })
  }

  /** Asked before the transaction; and for nobody who is not in the conversation, since asking keeps uploads from being collected. */
  private async assertShowable(senderId: string, conversationId: string, mediaIds: readonly string[]): Promise<void> {
    if ((await this.messages.joinedSeq(conversationId, senderId)) === undefined) throw Refusal.notFound('conversation')
    assertUsable(mediaIds, await this.media.usable(mediaIds, senderId))
  }

  private store(sendings: readonly Sending[]): Promise<readonly Outcome<MessageView>[]> {
    return this.transactions.run(async (tx) => {
      const held = await this.sending.hold(tx, sendings)
      const rosters = await this.sending.rostersOf(tx, rostersIn(sendings, held))
      const at = new Date()
      const batch = new Placing(rosters, at)
      const outcomes = sendings.map((sending, nth) => batch.place(sending, held[nth] as HeldRow))
      if (batch.placed.length > 0) await this.commit(tx, batch.placed, rosters, at)
      return outcomes
    })
  }

  private async commit(
    tx: Tx,
    messages: readonly MessageView[],
    rosters: ReadonlyMap<string, Roster>,
    at: Date,
  ): Promise<void> {
    await this.sending.store(tx, messages, at)
    await this.outbox.addAll(
      tx,
      MessageSent,
      messages.map(({ id, conversationId, seq, senderId, mediaIds, sentAt }) => {
        const { memberIds = [], kind } = rosters.get(conversationId) ?? {}
        const recipientIds = memberIds.filter((memberId) => memberId !== senderId)
        const awayIds = recipientIds.filter((memberId) => !this.presence.isOnline(memberId))
        return {
          mediaIds,
          messageId: id,
          conversationId,
          senderId,
          seq,
          kind: kind ?? 'group',
          recipientIds,
          awayIds,
          sentAt,
        }
      }),
    )
    this.transactions.onCommit(tx, () => this.news.sent(messages))
  }
}

function rostersIn(sendings: readonly Sending[], held: readonly HeldRow[]): Map<string, number> {
  const wanted = new Map<string, number>()
  sendings.forEach(({ conversationId }, nth) => {
    const roster = held[nth]?.roster
    if (typeof roster === 'number') wanted.set(conversationId, roster)
  })
  return wanted
}
