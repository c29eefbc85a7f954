import { PlainError } from '@quark/service-kit/embedded'

const MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/**
 * A time as people write it: ISO 8601, or how long ago (`90s`, `15m`, `2h`, `7d`).
 * @throws PlainError that names what came
 */
export function momentOf(text: string, now = Date.now()): Date {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (count && unit) return new Date(now - Number(count) * MS[unit as keyof typeof MS])
  const time = new Date(text)
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time
  throw new PlainError(
    `--since ${text} is no time: write 2026-11-22T18:00:00Z, or how long ago, like 90s, 15m, 2h or 7d.`,
  )
}
