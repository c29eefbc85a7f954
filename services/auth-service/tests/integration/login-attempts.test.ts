import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, login, PASSWORD, startAuth } from '../builders.js'

const from = (ip: string) => ({
  headers: { 'x-quark-key': 'internal-key-of-the-tests', 'x-quark-client-ip': ip, 'x-request-id': 'r' },
})

describe('guessing at passwords', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ LOGIN_FAILURES: '3' })
  })
  afterAll(() => auth.stop())

  it('has to wait: after 3 wrong passwords even the right one gets 429', async () => {
    const { email } = await aPerson(auth)
    const attempt = (password: string, ip = '192.0.2.1') =>
      auth.post('/api/v1/auth/login', { login: email, password }, from(ip))

    for (let tries = 0; tries < 3; tries++) expect(await attempt('wrong guess')).toMatchObject({ status: 401 })
    const refused = await attempt(PASSWORD)

    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    const retryAfter = Number(refused.headers.get('retry-after'))
    expect(retryAfter).toBeGreaterThan(800)
    expect(retryAfter).toBeLessThanOrEqual(900)
    expect(await attempt(PASSWORD, '192.0.2.2')).toMatchObject({ status: 200 })
  })

  it('has to wait for unknown logins as well, so that 429 tells nothing', async () => {
    const attempt = () => auth.post('/api/v1/auth/login', { login: 'ghost', password: 'guess' }, from('192.0.2.3'))

    for (let tries = 0; tries < 3; tries++) expect(await attempt()).toMatchObject({ status: 401 })
    expect(await attempt()).toMatchObject({ status: 429 })
  })

  it('counts also when it is done all at once', async () => {
    const { email } = await aPerson(auth)

    const answers = await Promise.all(Array.from({ length: 10 }, () => login(auth, email, 'wrong guess')))

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
  })

  it('is forgotten when the right password came', async () => {
    const { email } = await aPerson(auth)

    for (let round = 0; round < 3; round++) {
      expect(await login(auth, email, 'a typo here')).toMatchObject({ status: 401 })
      expect(await login(auth, email, 'another typo')).toMatchObject({ status: 401 })
      expect(await login(auth, email)).toMatchObject({ status: 200 })
    }
  })
})
