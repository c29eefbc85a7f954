import { Injectable } from '@nestjs/common'
import type { MessageView } from '@quark/contracts/messenger'
import { type Caller, decodeCursor, type PageQuery, Refusal, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { toView } from '../messages/message-view.rules.js'
import { Presence } from '../presence/presence.js'
import type {
  ConversationPage,
  ConversationSummary,
  ConversationView,
  MemberView,
  Unread,
} from './conversations.schema.js'
import { type ViewRow, ViewsRepository } from './views.repository.js'

const CursorKey = z.tuple([z.iso.datetime(), z.uuid()])

/** Conversations as one of their members sees them. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly views: ViewsRepository,
    private readonly presence: Presence,
  ) {}

  async list({ id }: Caller, { limit, cursor }: PageQuery): Promise<ConversationPage> {
    const key = cursor === undefined ? undefined : decodeCursor(cursor, CursorKey)
    const rows = await this.views.list(id, limit, key && { updatedAt: key[0], id: key[1] })
    const newest = await this.newestOf(rows)
    return toPage(
      rows,
      limit,
      (row) => this.summary(row, newest),
      (row) => [row.updated_at.toISOString(), row.id],
    )
  }

  /** @throws Refusal 404 `conversation-not-found`, also for one that the caller is not in */
  async read(callerId: string, id: string): Promise<ConversationView> {
    const row = await this.views.find(callerId, id)
    if (!row) throw Refusal.notFound('conversation')
    const [members, newest] = await Promise.all([this.members(id), this.newestOf([row])])
    return { ...this.summary(row, newest), members }
  }

  unread({ id }: Caller): Promise<Unread> {
    return this.views.unread(id)
  }

  private async members(id: string): Promise<MemberView[]> {
    const rows = await this.views.members(id)
    return rows.map(({ user_id, username, name, role, read_seq, last_seen_at }) => ({
      id: user_id,
      username,
      name,
      role,
      readSeq: read_seq,
      ...this.presenceOf(user_id, last_seen_at),
    }))
  }

  private async newestOf(rows: readonly ViewRow[]): Promise<Map<string, MessageView>> {
    const ids = rows.flatMap(({ last_message }) => last_message ?? [])
    return new Map((await this.views.messages(ids)).map((row) => [row.id, toView(row)]))
  }

  private summary(row: ViewRow, newest: ReadonlyMap<string, MessageView>): ConversationSummary {
    const { peer_id: peerId, username, name, last_message } = row
    return {
      id: row.id,
      kind: row.kind,
      title: row.title,
      peer:
        peerId === null
          ? null
          : { id: peerId, username: username ?? '', name: name ?? '', ...this.presenceOf(peerId, row.last_seen_at) },
      memberCount: row.member_count,
      seq: row.last_seq,
      change: row.last_change,
      readSeq: row.read_seq,
      unread: row.last_seq - row.read_seq,
      lastMessage: (last_message && newest.get(last_message)) || null,
      blocked: row.blocked,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    }
  }

  private presenceOf(personId: string, lastSeenAt: Date | null) {
    const online = this.presence.isOnline(personId)
    return { online, lastSeenAt: online ? null : (lastSeenAt?.toISOString() ?? null) }
  }
}
