import { PlainError } from '@quark/service-kit/embedded'

const MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
/** A date, or a date and a time with its zone: without one it would be another moment on another machine. */
const ISO = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

/**
 * A time as people write it: ISO 8601 with its zone, a day (in UTC), or how long ago (`90s`, `15m`, `2h`, `7d`).
 * @throws PlainError that names what came
 */
export function momentOf(text: string, now = Date.now()): Date {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const time = unit
    ? new Date(now - Number(count) * MS[unit as keyof typeof MS])
    : new Date(ISO.test(text) ? text : NaN)
  if (!isADay(text, time)) {
    throw new PlainError(
      `--since ${text} is no time: write 2026-11-22T18:00:00Z, or how long ago, like 90s, 15m, 2h or 7d.`,
    )
  }
  if (time.getTime() > now)
    throw new PlainError(`--since ${text} is still to come: it is ${new Date(now).toISOString()}.`)
  return time
}

/** A day that its month does not have would silently become one of the next month. */
function isADay(text: string, time: Date): boolean {
  if (Number.isNaN(time.getTime())) return false
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  return day === undefined || new Date(day).toISOString().startsWith(day)
}
