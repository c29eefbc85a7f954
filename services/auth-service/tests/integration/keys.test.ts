import { Database, migrate, Transactions } from '@quark/service-kit'
import { createTestDatabases, type TestService, until } from '@quark/testing'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuthConfig } from '../../src/config.js'
import { accounts } from '../../src/db/migrations/0001-accounts.js'
import type { AuthDB } from '../../src/db/schema.js'
import { KeysRepository } from '../../src/keys/keys.repository.js'
import { KeysService } from '../../src/keys/keys.service.js'
import { aPerson, headerOf, JWKS, login, startAuth } from '../builders.js'

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
