import type { Cookies } from '@sveltejs/kit'
import { SESSION_COOKIE, sessionCookieOptions } from '../../../src/sessions/session-cookie.ts'
import { isLocale, type Locale } from '../i18n/types.ts'
import { isTheme, type Theme } from '../theme.ts'

export { SESSION_COOKIE }

const LOCALE_COOKIE = 'quark_locale'
const THEME_COOKIE = 'quark_theme'
const YEAR_SECONDS = 365 * 24 * 60 * 60

/** @param url the request's, which says whether the connection is encrypted */
export function setSessionCookie(cookies: Cookies, url: URL, id: string): void {
  cookies.set(SESSION_COOKIE, id, sessionCookieOptions(isSecure(url)))
}

export function dropSessionCookie(cookies: Cookies, url: URL): void {
  cookies.delete(SESSION_COOKIE, { ...sessionCookieOptions(isSecure(url)), maxAge: 0 })
}

export function setPreference(cookies: Cookies, url: URL, preference: { locale: Locale } | { theme: Theme }): void {
  if ('locale' in preference) cookies.set(LOCALE_COOKIE, preference.locale, forAYear(url))
  else cookies.set(THEME_COOKIE, preference.theme, forAYear(url))
}

export function themeOf(cookies: Cookies): Theme {
  const theme = cookies.get(THEME_COOKIE)
  return isTheme(theme) ? theme : 'system'
}

/** The chosen language, else the first of the browser's that we speak, else English. */
export function localeOf(cookies: Cookies, acceptLanguage: string | null): Locale {
  const chosen = cookies.get(LOCALE_COOKIE)
  return isLocale(chosen) ? chosen : preferredLocale(acceptLanguage ?? '')
}

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

const isSecure = (url: URL): boolean => url.protocol === 'https:'

const forAYear = (url: URL) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(url), maxAge: YEAR_SECONDS }) as const
