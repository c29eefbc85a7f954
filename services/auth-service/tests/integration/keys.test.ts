import { Database, migrate, TokenVerifier, Transactions } from '@quark/service-kit'
import { createTestDatabases, type TestService, until } from '@quark/testing'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuthConfig } from '../../src/config.js'
import { accounts } from '../../src/db/migrations/0001-accounts.js'
import type { AuthDB } from '../../src/db/schema.js'
import { KeysRepository } from '../../src/keys/keys.repository.js'
import { KeysService } from '../../src/keys/keys.service.js'
import { aPerson, claimsOf, login, startAuth } from '../builders.js'

const JWKS = '/api/v1/auth/.well-known/jwks.json'
const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())

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
    expect(await exportJWK(foreign.publicKey)).toMatchObject({ crv: 'Ed25519' })
  })
})

describe('the signing key', () => {
  let auth: TestService
  beforeAll(async () => {
    auth = await startAuth({ KEY_CHECK_SECONDS: '1' })
  })
  afterAll(() => auth.stop())

  const kids = async (): Promise<string[]> => (await auth.get(JWKS)).body.keys.map(({ kid }: { kid: string }) => kid)
  const signedFrom = (kid: string, ago: string) => auth.db`
    update signing_key set signs_from = now() - ${ago}::interval where kid = ${kid}`

  it('gives way after thirty days to one that was published before; tokens of both are good meanwhile', async () => {
    const person = await aPerson(auth)
    const [old = ''] = await kids()

    await signedFrom(old, '30 days')
    const published = await until('a new key is published', async () => (await kids()).length === 2 && kids())
    const next = published.find((kid) => kid !== old) ?? ''
    expect(headerOf((await login(auth, person.email)).body.accessToken).kid).toBe(old)

    await signedFrom(next, '1 minute')
    const renewed = await until('the new key signs', async () => {
      const { accessToken } = (await login(auth, person.email)).body
      return headerOf(accessToken).kid === next && accessToken
    })
    for (const token of [person.accessToken, renewed]) {
      expect(await auth.get('/api/v1/auth/sessions', { token })).toMatchObject({ status: 200 })
    }
    expect(await kids()).toContain(old)

    await signedFrom(next, '21 minutes')
    await until('the old key is gone', async () => !(await kids()).includes(old))
    expect(await kids()).toEqual([next])
  })
})

describe('replicas of auth-service', () => {
  let database: Database<AuthDB>
  let drop: () => Promise<void>
  beforeAll(async () => {
    const databases = await createTestDatabases(['auth-keys'])
    database = new Database<AuthDB>({ url: databases.urlOf('auth-keys'), name: 'test' })
    drop = databases.drop
    await migrate(database, [accounts])
  })
  afterAll(async () => {
    await database.close()
    await drop()
  })

  const replica = (secret = 'k'.repeat(32)) =>
    new KeysService(
      new Transactions(database),
      new KeysRepository(),
      pino({ level: 'silent' }),
      new AuthConfig({ SECRET_KEY: secret }),
    )

  it('that start together agree on one key', async () => {
    const replicas = Array.from({ length: 4 }, () => replica())
    // Connections that are there already, so that all of them ask at the same moment.
    const connections = await Promise.all(replicas.map(() => database.sql.reserve()))
    for (const connection of connections) connection.release()

    await Promise.all(replicas.map((one) => one.start()))

    expect(new Set(replicas.map((one) => one.signer().kid)).size).toBe(1)
    for (const one of replicas) expect(one.published().keys).toHaveLength(1)
    await Promise.all(replicas.map((one) => one.onModuleDestroy()))
  })

  it('go on with a new key when SECRET_KEY was replaced, and still publish the old one', async () => {
    const [before, after] = [replica(), replica('another secret of thirty-two characters')]
    await before.start()

    await after.start()

    expect(after.signer().kid).not.toBe(before.signer().kid)
    expect(
      after
        .published()
        .keys.map(({ kid }) => kid)
        .sort(),
    ).toEqual([before.signer().kid, after.signer().kid].sort())
    await Promise.all([before.onModuleDestroy(), after.onModuleDestroy()])
  })

  it('sign nothing before they have started', () => {
    expect(() => replica().signer()).toThrow(/not started/)
  })
})
