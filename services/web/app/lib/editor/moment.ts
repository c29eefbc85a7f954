const DAY_MS = 24 * 60 * 60 * 1000

/** `14:02`, with the day when it was not today; in the time zone of the browser. @param at milliseconds since 1970 */
export function momentOf(locale: string, at: number, now = Date.now()): string {
  const isToday = now - at < DAY_MS && new Date(at).getDate() === new Date(now).getDate()
  const day: Intl.DateTimeFormatOptions = isToday ? {} : { day: 'numeric', month: 'long' }
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}
