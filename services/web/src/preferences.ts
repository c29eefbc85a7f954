/** What a reader without a session may choose: it is all that a public page depends on beside its address. */
export const LOCALES = ['en', 'ru'] as const
export type Locale = (typeof LOCALES)[number]
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const LOCALE_COOKIE = 'quark_locale'
export const THEME_COOKIE = 'quark_theme'

export const isLocale = (value: unknown): value is Locale => LOCALES.some((locale) => locale === value)
export const isTheme = (value: unknown): value is Theme => THEMES.some((theme) => theme === value)

/** The chosen language, else the first of the browser's that we speak, else English. */
export const localeOf = (chosen: string | undefined, acceptLanguage: string | null | undefined): Locale =>
  isLocale(chosen) ? chosen : preferredLocale(acceptLanguage ?? '')

export const themeOf = (chosen: string | undefined): Theme => (isTheme(chosen) ? chosen : 'system')

/** Reads `Accept-Language` (RFC 9110, 12.5.4) by weight. */
export function preferredLocale(header: string): Locale {
  const wishes = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const q = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((value) => value !== undefined)
    return { language: tag.split('-')[0], weight: q === undefined ? 1 : Number(q) }
  })
  const known = wishes.filter(({ language, weight }) => isLocale(language) && weight > 0)
  const best = known.sort((a, b) => b.weight - a.weight)[0]?.language
  return isLocale(best) ? best : 'en'
}

const COOKIES = {
  [LOCALE_COOKIE]: new RegExp(`(?:^|;\\s*)${LOCALE_COOKIE}=([^;\\s]+)`),
  [THEME_COOKIE]: new RegExp(`(?:^|;\\s*)${THEME_COOKIE}=([^;\\s]+)`),
}

/** Language and theme by the raw headers of a request. */
export const preferencesIn = (headers: { cookie?: string; 'accept-language'?: string }) => ({
  locale: localeOf(cookieIn(headers.cookie, LOCALE_COOKIE), headers['accept-language']),
  theme: themeOf(cookieIn(headers.cookie, THEME_COOKIE)),
})

const cookieIn = (header: string | undefined, name: keyof typeof COOKIES): string | undefined =>
  header === undefined ? undefined : COOKIES[name].exec(header)?.[1]
