import type { Cookies } from '@sveltejs/kit'
import {
  LOCALE_COOKIE,
  type Locale,
  localeOf as localeBy,
  THEME_COOKIE,
  type Theme,
  themeOf as themeBy,
} from '../../../src/preferences.ts'
import { SESSION_COOKIE, sessionCookieOptions } from '../../../src/sessions/session-cookie.ts'
import { knownZone } from '../messenger/times.ts'
import { ZONE_COOKIE } from '../messenger/zone.ts'

export { SESSION_COOKIE }

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

export const themeOf = (cookies: Cookies): Theme => themeBy(cookies.get(THEME_COOKIE))

export const localeOf = (cookies: Cookies, acceptLanguage: string | null): Locale =>
  localeBy(cookies.get(LOCALE_COOKIE), acceptLanguage)

/** Where the reader's clock stands, as their browser says (`messenger/zone.ts`). */
export const zoneOf = (cookies: Cookies): string => knownZone(cookies.get(ZONE_COOKIE))

const isSecure = (url: URL): boolean => url.protocol === 'https:'

const forAYear = (url: URL) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(url), maxAge: YEAR_SECONDS }) as const
