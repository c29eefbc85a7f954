import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, startAuth } from '../builders.js'

describe('the time of a login that fails', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ BCRYPT_COST: '9', LOGIN_FAILURES: '1000' })
  })
  afterAll(() => auth.stop())

  it('does not tell whether the login is known, or the password far too long', async () => {
    const { email } = await aPerson(auth)
    const kinds = {
      known: () => login(auth, email, 'not the password'),
      unknown: () => login(auth, 'nobody@example.com', 'not the password'),
      tooLong: () => login(auth, email, 'not the password'.repeat(10)),
    }
    await login(auth, email, 'warm up')

    const times: Record<string, number[]> = { known: [], unknown: [], tooLong: [] }
    for (let round = 0; round < 9; round++) {
      for (const [kind, attempt] of Object.entries(kinds)) {
        const before = performance.now()
        await attempt()
        times[kind]?.push(performance.now() - before)
      }
    }

    // A login without bcrypt takes a tenth of one with it; a busy machine does not make a factor of two in the median.
    const median = (kind: string) => times[kind]?.sort((a, b) => a - b)[4] ?? 0
    for (const kind of ['unknown', 'tooLong']) {
      expect(median(kind) / median('known')).toBeGreaterThan(0.5)
      expect(median(kind) / median('known')).toBeLessThan(2)
    }
  })
})
