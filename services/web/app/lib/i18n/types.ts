import type { en } from './en.ts'

export { isLocale, LOCALES, type Locale } from '../../../src/preferences.ts'

/** The plural forms that Russian has, as `Intl.PluralRules` names them. */
type Forms = 'one' | 'few' | 'many' | 'other'
type Russian<T> = T extends string ? string : Record<Forms, string>

export type English = typeof en
export type Key = keyof English
/** A text, or its plural forms. */
export type AnyMessage = string | Partial<Record<Intl.LDMLPluralRule, string>>
/** A whole dictionary of any language. */
export type Dictionary = Record<Key, AnyMessage>
/** One area of the Russian dictionary: the same keys as in English, each a text or all forms of one. */
export type Area<T> = { [K in keyof T]: Russian<T[K]> }

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type NamesOf<T> = T extends string ? Names<T> : 'count' | Names<T[keyof T]>
/** The values a message needs, read from its `{placeholders}`. */
export type Values<K extends Key> = [NamesOf<English[K]>] extends [never]
  ? []
  : [values: Record<NamesOf<English[K]>, string | number>]

/** Keys of texts without placeholders, for code that computes its key. */
export type PlainKey = { [K in Key]: Values<K> extends [] ? K : never }[Key]
