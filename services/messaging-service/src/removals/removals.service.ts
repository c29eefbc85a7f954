import { Injectable } from '@nestjs/common'
import { MessageDeleted } from '@quark/contracts/events/messages'
import { Outbox, Transactions, type Tx } from '@quark/service-kit'
import { BlocksRepository } from '../blocks/blocks.repository.js'
import { ConversationsRepository } from '../conversations/conversations.repository.js'
import { MembersService } from '../conversations/members.service.js'
import { News } from '../delivery/news.js'
import { MessagesRepository } from '../messages/messages.repository.js'
import { PeopleService } from '../people/people.service.js'

/** Removes what there is of a person who deleted their account. */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleService,
    private readonly conversations: ConversationsRepository,
    private readonly members: MembersService,
    private readonly messages: MessagesRepository,
    private readonly blocks: BlocksRepository,
    private readonly outbox: Outbox,
    private readonly news: News,
  ) {}

  /** What they wrote keeps its place, without text; groups go on without them. */
  async removePerson(tx: Tx, personId: string): Promise<void> {
    await this.people.forget(tx, personId)
    const wroteIn = await this.messages.conversationsOf(tx, personId)
    const isIn = await this.conversations.idsOfMember(tx, personId)
    for (const id of [...new Set([...wroteIn, ...isIn])].sort()) await this.removeFrom(tx, id, personId)
    await this.blocks.removeAllOf(tx, personId)
    this.transactions.onCommit(tx, () => this.news.personGone(personId))
  }

  private async removeFrom(tx: Tx, id: string, personId: string): Promise<void> {
    const conversation = await this.conversations.lock(tx, id)
    if (!conversation) return
    const { gone, change } = await this.messages.forgetSender(tx, id, personId, new Date())
    await this.outbox.addAll(
      tx,
      MessageDeleted,
      gone.map(({ id: messageId, media }) => ({ messageId, conversationId: id, senderId: personId, mediaIds: media })),
    )
    if (gone.length > 0) this.transactions.onCommit(tx, () => this.news.changed(id, 0, change))
    const members = await this.conversations.membersOf(tx, id)
    if (!members.some(({ user_id }) => user_id === personId)) return
    if (conversation.kind === 'group') return this.members.leave(tx, id, personId, personId, members)
    if (members.length === 1) return this.conversations.remove(tx, id)
    await this.conversations.removeMember(tx, id, personId)
    this.transactions.onCommit(tx, () => this.news.membership(id, [personId]))
  }
}
