import type { I18n } from '../i18n/index.ts'
import type { MessengerState, Talk } from './news.ts'
import type { Conversation, Message, Presence } from './shapes.ts'
import type { Times } from './times.ts'

/** Characters of a message that stand for it elsewhere. */
const EXCERPT = 140

/** What a conversation is called: a group by its title, one of two by the other person. */
export const titleOf = ({ kind, title, peer }: Conversation, { t }: I18n): string =>
  kind === 'group' ? (title ?? '') : (peer?.name ?? t('messages.gonePerson'))

/** The name of somebody who wrote, also of one who left; a general word when nothing is known. */
export function nameOf(state: MessengerState, talk: Talk | undefined, id: string | null, { t }: I18n): string {
  if (id === null) return t('messages.somebody')
  const member = talk?.members?.find((one) => one.id === id)
  const peer = talk?.peer?.id === id ? talk.peer : undefined
  return (member ?? peer ?? state.people.get(id))?.name ?? t('messages.somebody')
}

/** What a note says: `Ada brought Bob in`. */
export function noteOf(message: Message, name: (id: string | null) => string, { t }: I18n): string {
  const { kind, senderId, subjectId, text } = message
  const who = name(senderId)
  if (kind === 'renamed') return t('messages.note.renamed', { who, title: text ?? '' })
  if (kind === 'joined') return t('messages.note.joined', { who, whom: name(subjectId) })
  return senderId === subjectId
    ? t('messages.note.left', { who })
    : t('messages.note.removed', { who, whom: name(subjectId) })
}

/** One line that stands for a message: in the list, in an answer. */
export function excerptOf(message: Message, { t }: I18n): string {
  if (message.deletedAt) return t('messages.deleted')
  const text = (message.text ?? '').replace(/\s+/g, ' ').trim()
  if (text) return text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text
  return t('messages.files', { count: message.mediaIds.length })
}

/** Whether somebody is there, or since when they are not; undefined when that is not known. */
export function presenceOf(presence: Presence | undefined, { t }: I18n, times: Times): string | undefined {
  if (presence?.online) return t('messages.online')
  return presence?.lastSeenAt ? t('messages.lastSeen', { time: times.short(presence.lastSeenAt) }) : undefined
}

/** Size of a file: `1.4 MB`. */
export function sizeOf(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = { style: 'unit', unit: units[step] ?? 'byte', maximumFractionDigits: step < 2 ? 0 : 1 } as const
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** step)
}
