import { Injectable } from '@nestjs/common'
import type { Tx } from '@quark/service-kit'
import { sql } from 'kysely'
import type { ConversationRow, MemberRow, MessageRow, MessagingDB } from '../db/schema.js'

type Note = Pick<MessageRow, 'id' | 'kind' | 'sender_id' | 'text' | 'subject_id' | 'sent_at'>

@Injectable()
export class ConversationsRepository {
  /** Makes the conversation of these two, unless it is there. @returns its id, and whether it is new */
  async insertDirect(
    tx: Tx<MessagingDB>,
    conversation: Pick<ConversationRow, 'id' | 'one_id' | 'other_id' | 'created_by' | 'created_at'>,
  ): Promise<boolean> {
    const row = await tx
      .insertInto('conversation')
      .values({ ...conversation, kind: 'direct', title: null, updated_at: conversation.created_at })
      .onConflict((conflict) => conflict.columns(['one_id', 'other_id']).doNothing())
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  }

  async insertGroup(
    tx: Tx<MessagingDB>,
    conversation: Pick<ConversationRow, 'id' | 'title' | 'created_by' | 'created_at'>,
  ): Promise<void> {
    await tx
      .insertInto('conversation')
      .values({ ...conversation, kind: 'group', one_id: null, other_id: null, updated_at: conversation.created_at })
      .execute()
  }

  async idOfPair(tx: Tx<MessagingDB>, [one, other]: readonly [string, string]): Promise<string | undefined> {
    const row = await tx
      .selectFrom('conversation')
      .select('id')
      .where('one_id', '=', one)
      .where('other_id', '=', other)
      .executeTakeFirst()
    return row?.id
  }

  /** Holds the conversation until the transaction ends: nobody writes in it, comes or leaves meanwhile. */
  async lock(tx: Tx<MessagingDB>, id: string): Promise<ConversationRow | undefined> {
    return tx.selectFrom('conversation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  }

  async membersOf(tx: Tx<MessagingDB>, id: string): Promise<MemberRow[]> {
    return tx.selectFrom('member').selectAll().where('conversation_id', '=', id).orderBy('user_id').execute()
  }

  /** Those who are in it already are passed over. */
  async addMembers(tx: Tx<MessagingDB>, members: readonly MemberRow[]): Promise<void> {
    await tx
      .insertInto('member')
      .values([...members])
      .execute()
    await this.touchRoster(tx, members[0]?.conversation_id ?? '')
  }

  async removeMember(tx: Tx<MessagingDB>, conversationId: string, userId: string): Promise<void> {
    await tx.deleteFrom('member').where('conversation_id', '=', conversationId).where('user_id', '=', userId).execute()
    await this.touchRoster(tx, conversationId)
  }

  async makeOwner(tx: Tx<MessagingDB>, conversationId: string, userId: string): Promise<void> {
    await tx
      .updateTable('member')
      .set({ role: 'owner' })
      .where('conversation_id', '=', conversationId)
      .where('user_id', '=', userId)
      .execute()
  }

  async rename(tx: Tx<MessagingDB>, id: string, title: string): Promise<void> {
    await tx.updateTable('conversation').set({ title }).where('id', '=', id).execute()
  }

  /** Says that who may read and write is no longer as it was. */
  async touchRoster(tx: Tx<MessagingDB>, id: string): Promise<void> {
    await tx.updateTable('conversation').set({ roster: sql`roster + 1` }).where('id', '=', id).execute()
  }

  /** Puts a note behind the newest message of a conversation that is held. @returns its place */
  async addNote(tx: Tx<MessagingDB>, conversationId: string, note: Note): Promise<number> {
    const { last_seq } = await tx
      .updateTable('conversation')
      .set({ last_seq: sql`last_seq + 1`, updated_at: note.sent_at })
      .where('id', '=', conversationId)
      .returning('last_seq')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('message')
      .values({ ...note, conversation_id: conversationId, seq: last_seq, client_id: null, reply_to: null })
      .execute()
    return last_seq
  }

  async remove(tx: Tx<MessagingDB>, id: string): Promise<void> {
    await tx.deleteFrom('conversation').where('id', '=', id).execute()
  }

  async idsOfMember(tx: Tx<MessagingDB>, userId: string): Promise<string[]> {
    const rows = await tx.selectFrom('member').select('conversation_id').where('user_id', '=', userId).execute()
    return rows.map(({ conversation_id }) => conversation_id).sort()
  }
}
