import type { I18n } from '../i18n/index.ts'
import type { MessengerState, Talk } from './news.ts'
import { nameOf } from './wording.ts'

/** `Ada is writing…`; undefined when nobody is. */
export function typingText(state: MessengerState, talk: Talk, i18n: I18n): string | undefined {
  const [first, ...others] = state.typing.get(talk.id)?.keys() ?? []
  if (first === undefined) return undefined
  if (others.length > 0) return i18n.t('messages.typing.many')
  return i18n.t('messages.typing.one', { who: nameOf(state, talk, first, i18n) })
}
