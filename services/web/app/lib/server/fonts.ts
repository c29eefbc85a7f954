import type { Locale } from '../i18n/types.ts'

const SCRIPTS: Record<Locale, string[]> = { en: ['latin'], ru: ['cyrillic', 'latin'] }

/** Whether a page in this language needs a font file at once: the upright cuts of its scripts. */
export function wantedFonts(filename: string, locale: Locale): boolean {
  return SCRIPTS[locale].some((script) => new RegExp(`(inter|serif-4)-${script}-wght-normal\\.woff2$`).test(filename))
}
