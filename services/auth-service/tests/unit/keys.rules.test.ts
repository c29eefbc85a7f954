import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KeyAge, nextKeyDue, outdatedKeys, type Rotation, signerAt } from '../../src/keys/keys.rules.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const rotation: Rotation = { periodMs: 30 * DAY, leadMs: HOUR, tokenMs: 20 * MINUTE }
const at = (ms: number): Date => new Date(ms)
const key = (kid: string, signsFrom: number, usable = true): KeyAge => ({ kid, signsFrom: at(signsFrom), usable })

describe('the key that signs', () => {
  it('is the last of those whose time has come', () => {
    const keys = [key('next', 9), key('old', 1), key('now', 5)]

    expect(signerAt(keys, at(8))?.kid).toBe('now')
    expect(signerAt(keys, at(9))?.kid).toBe('next')
    expect(signerAt(keys, at(0))).toBeUndefined()
  })

  it('is never one that cannot be opened', () => {
    expect(signerAt([key('old', 1), key('sealed', 5, false)], at(8))?.kid).toBe('old')
  })
})

describe('a new key', () => {
  it('is due at once when there is none, or none that can be used', () => {
    expect(nextKeyDue([], at(5 * DAY), rotation)).toEqual(at(5 * DAY))
    expect(nextKeyDue([key('sealed', 0, false)], at(5 * DAY), rotation)).toEqual(at(5 * DAY))
  })

  it('is published an hour before it takes over after thirty days', () => {
    const keys = [key('now', 0)]

    expect(nextKeyDue(keys, at(30 * DAY - HOUR - 1), rotation)).toBeUndefined()
    expect(nextKeyDue(keys, at(30 * DAY - HOUR), rotation)).toEqual(at(30 * DAY))
  })

  it('waits its hour also when it comes late', () => {
    expect(nextKeyDue([key('now', 0)], at(90 * DAY), rotation)).toEqual(at(90 * DAY + HOUR))
  })

  it('is made once', () => {
    expect(nextKeyDue([key('now', 0), key('next', 30 * DAY)], at(30 * DAY - 1), rotation)).toBeUndefined()
  })
})

describe('an old key', () => {
  it('stays until the last token that it signed has expired', () => {
    const keys = [key('old', 0), key('new', 30 * DAY)]

    expect(outdatedKeys(keys, at(30 * DAY + 20 * MINUTE - 1), rotation)).toEqual([])
    expect(outdatedKeys(keys, at(30 * DAY + 20 * MINUTE), rotation)).toEqual(['old'])
  })

  it('that can no longer be opened stays as long, counted from the key that replaced it', () => {
    const keys = [key('sealed', 30 * DAY, false), key('old', 0, false), key('new', 10 * DAY)]

    expect(outdatedKeys(keys, at(10 * DAY + 19 * MINUTE), rotation)).toEqual([])
    expect(outdatedKeys(keys, at(10 * DAY + 21 * MINUTE), rotation)).toEqual(['sealed', 'old'])
  })
})

describe('keys over a year of visits at any time', () => {
  it('always sign, are published before they sign, and are there for every token that is still good', () => {
    const pauses = fc.array(fc.integer({ min: MINUTE, max: 50 * DAY }), { minLength: 5, maxLength: 60 })
    fc.assert(
      fc.property(pauses, (steps) => {
        let keys: KeyAge[] = []
        let now = 0
        const firstSeen = new Map<string, number>()
        for (const step of steps) {
          const tokenSignedBy = signerAt(keys, at(now + step))
          now += step
          const due = nextKeyDue(keys, at(now), rotation)
          if (due) {
            const kid = `k${now}`
            firstSeen.set(kid, now)
            keys = [...keys, key(kid, due.getTime())]
          }
          const outdated = outdatedKeys(keys, at(now), rotation)
          keys = keys.filter(({ kid }) => !outdated.includes(kid))

          const signer = signerAt(keys, at(now))
          expect(signer).toBeDefined()
          // The token made just before this visit can be checked after it.
          if (tokenSignedBy) expect(keys.map(({ kid }) => kid)).toContain(tokenSignedBy.kid)
          expect(keys.length).toBeLessThanOrEqual(3)
        }
        for (const { kid, signsFrom } of keys) {
          const isFirst = kid === [...firstSeen.keys()][0]
          if (!isFirst) expect(signsFrom.getTime() - (firstSeen.get(kid) ?? 0)).toBe(HOUR)
        }
      }),
    )
  })
})
