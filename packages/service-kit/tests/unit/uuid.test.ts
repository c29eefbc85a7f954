import { uuidv7 } from '@quark/service-kit'
import { describe, expect, it } from 'vitest'

describe('uuidv7', () => {
  it('has the version, the variant and the time of now', () => {
    const before = Date.now()
    const id = uuidv7()
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    const time = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(time).toBeGreaterThanOrEqual(before)
    expect(time).toBeLessThanOrEqual(Date.now() + 1000)
  })

  it('ascends and does not repeat, also within a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, uuidv7)
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
  })
})
