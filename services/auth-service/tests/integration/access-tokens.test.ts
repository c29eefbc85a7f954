import { TokenVerifier } from '@quark/service-kit'
import type { TestService } from '@quark/testing'
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aPerson, claimsOf, headerOf, JWKS, startAuth } from '../builders.js'

describe('access tokens', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth()
  })
  afterAll(() => auth.stop())

  const keys = async () => (await auth.get(JWKS)).body.keys
  const ask = (token: string) => auth.get('/api/v1/auth/sessions', { token })

  it('carry who it is and what they may do, for fifteen minutes', async () => {
    const { id, accessToken, sessionId } = await aPerson(auth)
    const [key] = await keys()

    const claims = claimsOf(accessToken)
    expect(headerOf(accessToken)).toEqual({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
    expect(claims).toMatchObject({
      iss: 'quark',
      aud: 'quark-api',
      sub: id,
      sid: sessionId,
      roles: ['member'],
      permissions: ['comments:write', 'posts:write'],
      jti: expect.any(String),
    })
    expect(claims.exp - claims.iat).toBe(900)
    expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(60)
  })

  it('are checked by others with the published keys alone', async () => {
    const { id, accessToken, sessionId } = await aPerson(auth)
    const verifier = new TokenVerifier(async () => (await auth.get(JWKS)).body)

    expect(await verifier.verify(accessToken)).toMatchObject({ id, sessionId })
  })

  it('the private part is neither published nor readable in the database', async () => {
    expect(await keys()).toEqual([
      { kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), alg: 'EdDSA', use: 'sig' },
    ])
    const [row] = await auth.db`select private_sealed from signing_key`
    expect(row?.private_sealed.toString('latin1')).not.toMatch(/"d"|OKP/)
    expect((await auth.get(JWKS)).headers.get('cache-control')).toBe('public, max-age=300')
  })

  it('of another making are refused', async () => {
    const { id, accessToken, sessionId } = await aPerson(auth)
    const [key] = await keys()
    const foreign = await generateKeyPair('EdDSA', { crv: 'Ed25519' })
    const hmac = new TextEncoder().encode(JSON.stringify(key))
    const token = () =>
      new SignJWT({ sid: sessionId, roles: ['admin'], permissions: [] })
        .setSubject(id)
        .setIssuer('quark')
        .setAudience('quark-api')
        .setIssuedAt()
        .setExpirationTime('1h')
    const [header, payload, signature] = accessToken.split('.')
    const admin = Buffer.from(JSON.stringify({ ...claimsOf(accessToken), roles: ['admin'] })).toString('base64url')

    const forged = [
      await token().setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt' }).sign(foreign.privateKey),
      await token().setProtectedHeader({ alg: 'EdDSA', kid: 'unknown', typ: 'at+jwt' }).sign(foreign.privateKey),
      await token().setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: 'at+jwt' }).sign(hmac),
      new UnsecuredJWT({ sid: sessionId, roles: [], permissions: [] }).setSubject(id).setIssuer('quark').encode(),
      `${header}.${admin}.${signature}`,
      `${header}.${payload}.${'A'.repeat(86)}`,
      `${header}.${payload}.`,
      'x',
    ]
    for (const one of forged) expect(await ask(one)).toMatchObject({ status: 401, body: { code: 'token-invalid' } })
    expect(await ask(accessToken)).toMatchObject({ status: 200 })
  })
})
