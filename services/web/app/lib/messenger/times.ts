import type { Locale } from '../i18n/types.ts'

/** Times of messages as their reader's clock shows them. */
export interface Times {
  /** `14:05` */
  time(iso: string): string
  /** The day as a key, to see whether two are the same: `2026-11-25`. */
  dayKey(iso: string): string
  /** `Wednesday, 25 November`, with the year when it is not the current one. */
  day(iso: string): string
  /** For a list: the time of today, else the day: `14:05`, `25 Nov`. */
  short(iso: string): string
  /** All of it. */
  whole(iso: string): string
}

const made = new Map<string, Times>()

/** @param zone a name of the IANA database */
export function timesOf(locale: Locale, zone: string): Times {
  const key = `${locale} ${zone}`
  const times = made.get(key) ?? make(locale, zone)
  made.set(key, times)
  return times
}

/** A zone that this engine knows, or UTC: it comes out of a cookie. */
export function knownZone(zone: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone ?? 'UTC' }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

function make(locale: Locale, timeZone: string): Times {
  const format = (options: Intl.DateTimeFormatOptions) => {
    // Hours of a day from 0 to 23 in both languages.
    const made = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...options, timeZone })
    return (iso: string) => made.format(new Date(iso))
  }
  const time = format({ hour: '2-digit', minute: '2-digit' })
  const dayKey = (
    (by) => (iso: string) =>
      by.format(new Date(iso))
  )(new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }))
  const dayOfYear = format({ weekday: 'long', day: 'numeric', month: 'long' })
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const shortDay = format({ day: 'numeric', month: 'short' })
  const shortOther = format({ day: '2-digit', month: '2-digit', year: '2-digit' })
  const isThisYear = (iso: string) => dayKey(iso).slice(0, 4) === dayKey(new Date().toISOString()).slice(0, 4)
  return {
    time,
    dayKey,
    day: (iso) => (isThisYear(iso) ? dayOfYear : day)(iso),
    short: (iso) =>
      dayKey(iso) === dayKey(new Date().toISOString()) ? time(iso) : (isThisYear(iso) ? shortDay : shortOther)(iso),
    whole: format({ dateStyle: 'long', timeStyle: 'short' }),
  }
}
