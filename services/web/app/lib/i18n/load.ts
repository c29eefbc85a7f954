import type { Dictionary, Locale } from './types.ts'

/** The dictionary of a language, in a chunk of its own: a browser loads only the one it reads. */
export async function loadDictionary(locale: Locale): Promise<Dictionary> {
  return locale === 'ru' ? (await import('./ru.ts')).ru : (await import('./en.ts')).en
}
