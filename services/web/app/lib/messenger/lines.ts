import type { Message } from './shapes.ts'

/** A row of a conversation as it is shown. */
export type Line =
  | { kind: 'day'; key: string; at: string }
  /** Above the first message that is new to the reader. */
  | { kind: 'unread'; key: string }
  | { kind: 'note'; key: string; message: Message }
  /** `isFirst` and `isLast` of those that one person wrote in a row. */
  | { kind: 'message'; key: string; message: Message; isFirst: boolean; isLast: boolean }

/** Messages of one person that are this far apart still stand together. */
const TOGETHER_MS = 5 * 60_000

interface Options {
  /** The day of a moment, in the reader's time zone. */
  dayKey(iso: string): string
  /** The last message that the reader knew when they came; undefined when nothing was new. */
  readSeq?: number | undefined
  me: string
}

/** Lays out messages in rows: days, what is new, and who wrote what together. @param messages in order */
export function linesOf(messages: readonly Message[], { dayKey, readSeq, me }: Options): Line[] {
  const lines: Line[] = []
  let isMarked = readSeq === undefined
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1]
    const after = messages[index + 1]
    if (!before || dayKey(before.sentAt) !== dayKey(message.sentAt))
      lines.push({ kind: 'day', key: `day-${dayKey(message.sentAt)}-${message.seq}`, at: message.sentAt })
    const isNew = !isMarked && message.seq > (readSeq ?? 0) && message.senderId !== me
    if (isNew) {
      isMarked = true
      lines.push({ kind: 'unread', key: 'unread' })
    }
    const key = message.id
    if (message.kind !== 'text') {
      lines.push({ kind: 'note', key, message })
      continue
    }
    const isFirst = isNew || !isTogether(before, message, dayKey)
    const isNextNew = !isMarked && after !== undefined && after.seq > (readSeq ?? 0) && after.senderId !== me
    lines.push({
      kind: 'message',
      key,
      message,
      isFirst,
      isLast: isNextNew || !isTogether(message, after, dayKey),
    })
  }
  return lines
}

function isTogether(one: Message | undefined, next: Message | undefined, dayKey: Options['dayKey']): boolean {
  if (one?.kind !== 'text' || next?.kind !== 'text' || one.senderId !== next.senderId) return false
  const apart = Date.parse(next.sentAt) - Date.parse(one.sentAt)
  return apart < TOGETHER_MS && dayKey(one.sentAt) === dayKey(next.sentAt)
}
