import { Injectable } from '@nestjs/common'
import { type Caller, Refusal, Transactions, type Tx, uuidv7 } from '@quark/service-kit'
import { BlocksRepository } from '../blocks/blocks.repository.js'
import { MessagingConfig } from '../config.js'
import type { MemberRow } from '../db/schema.js'
import { News } from '../delivery/news.js'
import { PeopleService } from '../people/people.service.js'
import { ConversationsRepository } from './conversations.repository.js'
import { assertGroup, assertNotBlocked, assertOwner, assertRoomFor, heirOf, newMember } from './conversations.rules.js'
import type { ConversationView } from './conversations.schema.js'
import { ConversationsService } from './conversations.service.js'
import { ReadingService } from './reading.service.js'

/** Who comes into a group and who leaves it. */
@Injectable()
export class MembersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly groups: ConversationsService,
    private readonly conversations: ConversationsRepository,
    private readonly blocks: BlocksRepository,
    private readonly people: PeopleService,
    private readonly reading: ReadingService,
    private readonly news: News,
    private readonly config: MessagingConfig,
  ) {}

  /** Everybody in a group may bring others, who see what is said from now on. Those who are in it already are passed over. */
  async add(caller: Caller, id: string, personIds: readonly string[]): Promise<ConversationView> {
    // Whether the caller may ask at all comes first: else one could look who exists.
    await this.reading.read(caller.id, id)
    await this.people.ensure([...new Set(personIds)])
    await this.transactions.run(async (tx) => {
      const { conversation, members } = await this.groups.hold(tx, id, caller.id)
      assertGroup(conversation.kind)
      const there = new Set(members.map(({ user_id }) => user_id))
      const added = [...new Set(personIds)].filter((personId) => !there.has(personId))
      if (added.length === 0) return
      assertRoomFor(members.length + added.length, this.config.GROUP_MEMBERS)
      await this.people.hold(tx, caller.id, added)
      assertNotBlocked(await this.blocks.isBlockedBetween(tx, caller.id, added))
      const at = new Date()
      await this.conversations.addMembers(
        tx,
        added.map((personId) => newMember(id, personId, 'member', at, conversation.last_seq)),
      )
      let seq = conversation.last_seq
      for (const personId of added) seq = await this.note(tx, id, 'joined', caller.id, personId)
      this.transactions.onCommit(tx, () => {
        this.news.membership(id, added)
        this.news.changed(id, seq, 0)
      })
    })
    return this.reading.read(caller.id, id)
  }

  /** Takes oneself, or as the owner somebody else, out of a group. */
  async remove(caller: Caller, id: string, personId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const { conversation, members, member } = await this.groups.hold(tx, id, caller.id)
      assertGroup(conversation.kind)
      if (personId !== caller.id) assertOwner(member)
      if (!members.some(({ user_id }) => user_id === personId)) throw Refusal.notFound('member')
      await this.leave(tx, id, caller.id, personId, members)
    })
  }

  /** Takes a person out of a group that is held. The last one takes the group along. */
  async leave(tx: Tx, id: string, actorId: string, personId: string, members: readonly MemberRow[]): Promise<void> {
    const others = members.filter(({ user_id }) => user_id !== personId)
    this.transactions.onCommit(tx, () => this.news.membership(id, [personId]))
    if (others.length === 0) return this.conversations.remove(tx, id)
    await this.conversations.removeMember(tx, id, personId)
    const heir = others.some(({ role }) => role === 'owner') ? undefined : heirOf(others)
    if (heir) await this.conversations.makeOwner(tx, id, heir.user_id)
    const seq = await this.note(tx, id, 'left', actorId, personId)
    this.transactions.onCommit(tx, () => this.news.changed(id, seq, 0))
  }

  private note(tx: Tx, id: string, kind: 'joined' | 'left', actorId: string, personId: string): Promise<number> {
    const note = { id: uuidv7(), kind, sender_id: actorId, text: null, subject_id: personId, sent_at: new Date() }
    return this.conversations.addNote(tx, id, note)
  }
}
