import type { MessageView } from '@quark/contracts/messenger'
import { Refusal, uuidv7 } from '@quark/service-kit'
import type { Outcome } from './batches.js'
import type { HeldRow, Roster } from './sending.repository.js'
import { assertSame, assertSendable, type Sending } from './sending.rules.js'

/** Gives messages their places. What one batch places counts for what comes behind it in the same batch. */
export class Placing {
  readonly placed: MessageView[] = []
  private readonly seqs = new Map<string, number>()
  private readonly byClient = new Map<string, MessageView>()

  constructor(
    private readonly rosters: ReadonlyMap<string, Roster>,
    private readonly at: Date,
  ) {}

  place(sending: Sending, held: HeldRow): Outcome<MessageView> {
    try {
      return { value: this.known(sending, held) ?? this.next(sending, held) }
    } catch (error) {
      if (error instanceof Refusal) return { refusal: error }
      throw error
    }
  }

  private known(sending: Sending, held: HeldRow): MessageView | undefined {
    const { senderId, clientId } = sending
    const known = held.known_id === null ? this.byClient.get(`${senderId} ${clientId}`) : viewOf(sending, held)
    if (!known) return undefined
    assertSame({ ...known, changed: known.change > 0 }, sending)
    return known
  }

  private next({ senderId, conversationId, clientId, text, replyTo, mediaIds }: Sending, held: HeldRow): MessageView {
    const roster = this.rosters.get(conversationId)
    assertSendable({
      kind: held.kind ?? undefined,
      isMember: held.joined_seq !== null,
      blocked: roster?.blocked ?? false,
      alone: held.kind === 'direct' && roster?.memberIds.length === 1,
      replyFound: held.reply_found ?? false,
    })
    const seq = (this.seqs.get(conversationId) ?? held.last_seq ?? 0) + 1
    this.seqs.set(conversationId, seq)
    const message: MessageView = {
      id: uuidv7(),
      conversationId,
      seq,
      kind: 'text',
      senderId,
      clientId,
      text,
      mediaIds: mediaIds ?? [],
      replyTo: replyTo ?? null,
      subjectId: null,
      sentAt: this.at.toISOString(),
      editedAt: null,
      deletedAt: null,
      change: 0,
    }
    this.placed.push(message)
    this.byClient.set(`${senderId} ${clientId}`, message)
    return message
  }
}

const viewOf = ({ senderId, clientId }: Sending, held: HeldRow): MessageView => ({
  id: held.known_id ?? '',
  conversationId: held.known_conversation,
  seq: held.known_seq,
  kind: 'text',
  senderId,
  clientId,
  text: held.known_text,
  mediaIds: held.known_media,
  replyTo: held.known_reply,
  subjectId: null,
  sentAt: held.known_sent.toISOString(),
  editedAt: held.known_edited?.toISOString() ?? null,
  deletedAt: held.known_deleted?.toISOString() ?? null,
  change: held.known_change,
})
