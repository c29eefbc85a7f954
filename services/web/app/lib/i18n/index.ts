import type { AnyMessage, Dictionary, Key, Locale, Values } from './types.ts'

/** Texts, numbers and dates of one language. */
export interface I18n {
  locale: Locale
  /** The text under `key` with its `{placeholders}` filled; plural messages choose their form by `count`. */
  t<K extends Key>(key: K, ...values: Values<K>): string
  /** The text of an error code of the API, or a general one when the code is new to us. */
  problem(code: string | undefined): string
  /** `28 May 2026`; the year is left out when it is the current one. */
  date(iso: string): string
  /** `28 May 2026, 12:10 UTC`: the server does not know the reader's time zone, so it names its own. */
  dateTime(iso: string): string
}

/** Making the formatters of a language takes a millisecond, as long as the rest of a page: each is made once. */
const made = new WeakMap<Dictionary, I18n>()

/** @param dictionary the dictionary of `locale`; the two always travel together */
export function i18nOf(locale: Locale, dictionary: Dictionary): I18n {
  const known = made.get(dictionary) ?? createI18n(locale, dictionary)
  made.set(dictionary, known)
  return known
}

function createI18n(locale: Locale, dictionary: Dictionary): I18n {
  const plurals = new Intl.PluralRules(locale)
  const numbers = new Intl.NumberFormat(locale)
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  const minute = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

  const fill = (key: Key, values: Record<string, string | number> = {}): string => {
    const message = dictionary[key]
    const text = typeof message === 'string' ? message : formOf(message, plurals.select(Number(values.count)))
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name]
      return typeof value === 'number' ? numbers.format(value) : (value ?? '')
    })
  }

  return {
    locale,
    t: (key, ...values) => fill(key, values[0]),
    problem: (code) => fill(isErrorKey(`error.${code}`, dictionary) ? (`error.${code}` as Key) : 'error.unknown'),
    date: (iso) => (sameYear(iso) ? dayOfYear : day).format(new Date(iso)),
    dateTime: (iso) => `${minute.format(new Date(iso))} UTC`,
  }
}

const formOf = (forms: Exclude<AnyMessage, string>, rule: Intl.LDMLPluralRule): string =>
  forms[rule] ?? forms.other ?? ''

const isErrorKey = (key: string, dictionary: Dictionary): boolean => Object.hasOwn(dictionary, key)

const sameYear = (iso: string): boolean => new Date(iso).getUTCFullYear() === new Date().getUTCFullYear()
