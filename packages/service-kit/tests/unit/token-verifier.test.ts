import { randomUUID } from 'node:crypto'
import { ACCESS_TOKEN_TYPE, TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier } from '@quark/service-kit'
import { TokenMint } from '@quark/testing'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'

const person = randomUUID()
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('TokenVerifier', () => {
  const mint = new TokenMint()

  it('reads the caller from a good token', async () => {
    const token = await mint.tokenFor(person, { roles: ['member', 'editor'], permissions: ['post:write'] })
    expect(await mint.verifier.verify(token)).toMatchObject({
      id: person,
      roles: ['member', 'editor'],
      permissions: ['post:write'],
    })
  })

  it('refuses a token that has expired, also one that it verified before', async () => {
    const token = await mint.tokenFor(person, { iat: 1 })
    await mint.verifier.verify(token)
    const old = await signed(await generateKeyPair('EdDSA'), {}, { exp: 1 })
    await expect(old.verifier.verify(old.token)).rejects.toMatchObject({ status: 401, code: 'token-expired' })
  })

  it.each([
    ['of another audience', {}, { aud: 'other' }],
    ['of another issuer', {}, { iss: 'other' }],
    ['of another type, as a refresh token would be', { typ: 'JWT' }, {}],
    ['without a session', {}, { sid: undefined }],
    ['whose subject is nobody', {}, { sub: 'nobody' }],
  ])('refuses one %s', async (_, header, claims) => {
    const { token, verifier } = await signed(await generateKeyPair('EdDSA'), header, claims)
    await expect(verifier.verify(token)).rejects.toMatchObject({ status: 401, code: 'token-invalid' })
  })

  it('refuses one signed by somebody else, by nobody, or by a public key used as a secret', async () => {
    const stranger = await signed(await generateKeyPair('EdDSA'), {}, {})
    const claims = {
      sub: person,
      sid: randomUUID(),
      roles: [],
      permissions: [],
      exp: 9e9,
      iss: TOKEN_ISSUER,
      aud: TOKEN_AUDIENCE,
    }
    const unsigned = `${part({ alg: 'none', typ: ACCESS_TOKEN_TYPE, kid: 'test' })}.${part(claims)}.`
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: ACCESS_TOKEN_TYPE, kid: 'test' })
      .sign(new TextEncoder().encode('the public key, perhaps'))
    for (const token of [stranger.token, unsigned, hmac, '', 'a.b', 'a.b.c']) {
      await expect(mint.verifier.verify(token), token).rejects.toMatchObject({ status: 401, code: 'token-invalid' })
    }
  })

  it('reads who may open a socket from a ticket', async () => {
    const sid = randomUUID()
    const ticket = await mint.verifier.verifyTicket(await mint.ticketFor(person, { sid }))
    expect(ticket).toMatchObject({ personId: person, sessionId: sid, id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(ticket.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60_000)
  })

  it('takes neither a ticket for an access token nor the other way round', async () => {
    const invalid = { status: 401, code: 'token-invalid' }
    await expect(mint.verifier.verify(await mint.ticketFor(person))).rejects.toMatchObject(invalid)
    await expect(mint.verifier.verifyTicket(await mint.tokenFor(person))).rejects.toMatchObject(invalid)
  })

  it('says 503, not 401, while the keys cannot be read', async () => {
    const blind = new TokenVerifier(async () => {
      throw new Error('down')
    })
    await expect(blind.verify(await mint.tokenFor(person))).rejects.toMatchObject({ status: 503 })
  })
})

async function signed(
  keys: Awaited<ReturnType<typeof generateKeyPair>>,
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
): Promise<{ token: string; verifier: TokenVerifier }> {
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'own', alg: 'EdDSA' }
  const all = {
    sub: person,
    sid: randomUUID(),
    roles: [],
    permissions: [],
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    exp: 9e9,
    ...claims,
  }
  const token = await new SignJWT(all)
    .setProtectedHeader({ alg: 'EdDSA', kid: 'own', typ: ACCESS_TOKEN_TYPE, ...header })
    .sign(keys.privateKey)
  return { token, verifier: new TokenVerifier(async () => ({ keys: [jwk] })) }
}
