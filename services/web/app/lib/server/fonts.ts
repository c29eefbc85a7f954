import type { Locale } from '../i18n/types.ts'

const SCRIPTS: Record<Locale, string> = { en: 'latin', ru: '(cyrillic|latin)' }

const file = (scripts: string, cuts: string) =>
  new RegExp(`(inter-${scripts}-wght-normal|serif-4-${scripts}-wght-${cuts})\\.woff2$`)
const uprights = { en: file(SCRIPTS.en, 'normal'), ru: file(SCRIPTS.ru, 'normal') }
const allCuts = { en: file(SCRIPTS.en, '(normal|italic)'), ru: file(SCRIPTS.ru, '(normal|italic)') }

/** What a page is written in. */
interface Wanted {
  locale: Locale
  /** The text on it has words in italics. */
  italics?: boolean | undefined
}

/** Whether a page needs a font file at once, so that no line moves when it arrives. */
export const wantsFont = (filename: string, { locale, italics }: Wanted): boolean =>
  (italics ? allCuts : uprights)[locale].test(filename)

/** Whether post HTML shows anything in italics. */
export const hasItalics = (html: string): boolean => /<(em|blockquote)\b/.test(html)
