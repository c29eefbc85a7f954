import type { Locale } from '../i18n/types.ts'

const SCRIPTS: Record<Locale, string[]> = { en: ['latin'], ru: ['cyrillic', 'latin'] }

/** What a page is written in. */
interface Wanted {
  locale: Locale
  /** The text on it has words in italics. */
  italics?: boolean | undefined
}

/** Whether a page needs a font file at once, so that no line moves when it arrives. */
export function wantsFont(filename: string, { locale, italics = false }: Wanted): boolean {
  const cuts = italics
    ? '(inter-SCRIPT-wght-normal|serif-4-SCRIPT-wght-(normal|italic))'
    : '(inter|serif-4)-SCRIPT-wght-normal'
  return SCRIPTS[locale].some((script) => new RegExp(`${cuts.replaceAll('SCRIPT', script)}\\.woff2$`).test(filename))
}

/** Whether post HTML shows anything in italics. */
export const hasItalics = (html: string): boolean => /<(em|blockquote)\b/.test(html)
