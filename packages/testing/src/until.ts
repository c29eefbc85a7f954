import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits for a condition, looking every 10 ms.
 * @returns what `condition` gave as soon as that is neither false, null nor undefined
 * @throws after `timeout` milliseconds, saying what was waited for
 */
export async function until<Value>(
  what: string,
  condition: () => Promise<Value> | Value,
  timeout = 10_000,
): Promise<NonNullable<Exclude<Value, false>>> {
  const end = Date.now() + timeout
  do {
    const value = await condition()
    if (value !== false && value !== null && value !== undefined) return value as NonNullable<Exclude<Value, false>>
    await pause(10)
  } while (Date.now() < end)
  throw new Error(`Waited ${timeout} ms in vain for: ${what}`)
}
