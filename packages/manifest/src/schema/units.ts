import { z } from 'zod'

/** So many requests in a window that lasts so many seconds, for one caller. */
export interface Limit {
  requests: number
  seconds: number
}

const WINDOWS: Record<string, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 }
const BYTES: Record<string, number> = { b: 1, kb: 1024, mb: 1024 ** 2, gb: 1024 ** 3 }

const LIMIT = /^([1-9]\d{0,8})\/(second|minute|hour|day)$/
const SIZE = /^([1-9]\d{0,8})(b|kb|mb|gb)$/

/** `100/hour` as requests and seconds. */
export const limit = z.string().transform((value, ctx): Limit => {
  const [, count, window] = LIMIT.exec(value) ?? []
  if (count && window) return { requests: Number(count), seconds: WINDOWS[window] ?? 0 }
  ctx.addIssue('must be a number of requests in a time, like 100/hour (second, minute, hour or day)')
  return z.NEVER
})

/** `1mb` as bytes; 1 kb is 1024 bytes. */
export const size = z.string().transform((value, ctx): number => {
  const [, count, unit] = SIZE.exec(value) ?? []
  if (count && unit) return Number(count) * (BYTES[unit] ?? 0)
  ctx.addIssue('must be a size, like 16kb or 1mb')
  return z.NEVER
})
