import { TokenVerifier } from '@quark/service-kit'
import type { TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, claimsOf, JWKS, startAuth } from '../builders.js'

const TICKET = '/api/v1/auth/ws-ticket'

describe('POST /auth/ws-ticket', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
  })
  afterAll(() => auth.stop())

  it('gives a ticket for a minute that others check with the published keys', async () => {
    const { id, sessionId, accessToken } = await aPerson(auth)

    const { status, body } = await auth.post(TICKET, undefined, { token: accessToken })

    expect({ status, body }).toEqual({ status: 200, body: { ticket: expect.any(String), expiresIn: 60 } })
    const verifier = new TokenVerifier(async () => (await auth.get(JWKS)).body)
    expect(await verifier.verifyTicket(body.ticket)).toMatchObject({ personId: id, sessionId })
    const { exp, iat } = claimsOf(body.ticket)
    expect(exp - iat).toBe(60)
  })

  it('gives another one each time, and none of them is an access token', async () => {
    const { accessToken } = await aPerson(auth)
    const ask = async () => (await auth.post(TICKET, undefined, { token: accessToken })).body.ticket
    const [first, second] = [await ask(), await ask()]

    expect(claimsOf(first).jti).not.toBe(claimsOf(second).jti)
    expect(await auth.get('/api/v1/auth/sessions', { token: first })).toMatchObject({ status: 401 })
  })

  it('gives none for a session that has ended, though the access token has not', async () => {
    const { accessToken, refreshToken } = await aPerson(auth)
    await auth.post('/api/v1/auth/logout', { refreshToken })

    const answer = await auth.post(TICKET, undefined, { token: accessToken })
    expect(answer).toMatchObject({ status: 401, body: { code: 'session-ended' } })
  })

  it('is for people who are signed in', async () => {
    expect(await auth.post(TICKET)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
  })
})
