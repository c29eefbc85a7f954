import type { ServerFrame } from '@quark/contracts/messenger'
import type { ConversationDetails, Message, MessagePage, Range } from '#lib/messenger/shapes.ts'

export const [ME, YOU] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b']
export const TALK = '00000000-0000-4000-8000-0000000000c1'
const AT = Date.UTC(2026, 10, 25, 9)

export const idOf = (seq: number): string => `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`

export const aMessage = (seq: number, fields: Partial<Message> = {}): Message => ({
  id: idOf(seq),
  conversationId: TALK,
  seq,
  kind: 'text',
  senderId: YOU,
  clientId: `10000000-0000-4000-8000-${String(seq).padStart(12, '0')}`,
  text: `number ${seq}`,
  mediaIds: [],
  replyTo: null,
  subjectId: null,
  sentAt: new Date(AT + seq * 1000).toISOString(),
  editedAt: null,
  deletedAt: null,
  change: 0,
  ...fields,
})

/** What messaging-service keeps of one conversation, and how it answers. */
export class ServerModel {
  readonly log: Message[] = []
  change = 0
  readSeq = 0

  say(senderId = YOU): Message {
    const message = aMessage(this.log.length + 1, { senderId })
    this.log.push(message)
    if (senderId === ME) this.readSeq = message.seq
    return message
  }

  edit(index: number): ServerFrame | undefined {
    const message = this.log[index % Math.max(1, this.log.length)]
    if (!message) return undefined
    this.change++
    const edited = { ...message, change: this.change, text: `changed ${this.change}`, editedAt: message.sentAt }
    this.log[message.seq - 1] = edited
    return this.edited(edited)
  }

  page({ before, after }: Range, limit: number): MessagePage {
    const fitting = this.log.filter(({ seq }) => (before === undefined || seq < before) && seq > (after ?? 0))
    const items = after === undefined ? fitting.slice(-limit) : fitting.slice(0, limit)
    return { items, hasMore: fitting.length > items.length }
  }

  details(): ConversationDetails {
    const seq = this.log.length
    return {
      id: TALK,
      kind: 'direct',
      title: null,
      peer: { id: YOU, username: 'you', name: 'You', online: true, lastSeenAt: null },
      memberCount: 2,
      seq,
      change: this.change,
      readSeq: this.readSeq,
      unread: seq - this.readSeq,
      lastMessage: this.log.at(-1) ?? null,
      blocked: false,
      updatedAt: this.log.at(-1)?.sentAt ?? new Date(AT).toISOString(),
      members: [],
    }
  }

  /** What follows a `resume`; `far`: how many messages are sent at most. */
  since({ seq, change }: { seq: number; change: number }, far: number): ServerFrame[] {
    const newer = this.log.filter((message) => message.seq > seq)
    const left = newer.slice(0, -far)
    const sent = newer.slice(-far)
    const gap: ServerFrame[] =
      left.length > 0 && sent[0] ? [{ type: 'gap', conversationId: TALK, after: seq, before: sent[0].seq }] : []
    const edits = this.log.filter((message) => message.seq <= seq && message.change > change)
    return [
      ...gap,
      ...edits.sort((a, b) => a.change - b.change).map((message) => this.edited(message)),
      ...sent.map((message): ServerFrame => ({ type: 'message', message })),
      { type: 'synced', conversationId: TALK, seq: this.log.length, change: this.change },
    ]
  }

  private edited({ id, seq, change, text, editedAt }: Message): ServerFrame {
    return {
      type: 'edited',
      conversationId: TALK,
      messageId: id,
      seq,
      change,
      text: text ?? '',
      editedAt: editedAt ?? '',
    }
  }
}
