import { type TestAnswer, until } from '@quark/testing'
import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Name, TwoProcesses } from './registration/two-processes.js'

const PASSWORD = 'a quiet lake in winter'

/** A registration is held at a step by a lock on a table that the step writes, and then a process is killed. */
describe('a registration during which a process is killed', () => {
  let both: TwoProcesses
  let accounts: postgres.Sql
  let profiles: postgres.Sql
  beforeAll(async () => {
    both = await TwoProcesses.start()
    accounts = both.database('auth-service')
    profiles = both.database('user-service')
  })
  afterAll(() => both.stop())

  const auth = () => both.client('auth-service')
  const register = (username: string): Promise<TestAnswer | undefined> =>
    auth()
      .post('/api/v1/auth/register', { email: `${username}@example.com`, username, password: PASSWORD })
      .catch(() => undefined)
  const login = (username: string) => auth().post('/api/v1/auth/login', { login: username, password: PASSWORD })
  const statusOf = async (username: string) =>
    (await accounts`select status from account where username = ${username}`)[0]?.status
  const hasProfile = async (username: string) =>
    (await profiles`select 1 from profile where username = ${username}`).length === 1
  const announced = async (username: string) =>
    (await accounts`select 1 from outbox where envelope->'data'->>'username' = ${username}`).length

  /** Registers while nobody can write the table, kills, and lets go. */
  async function killAt(
    step: { sql: postgres.Sql; table: string; reached: () => Promise<boolean> },
    name: Name,
    username: string,
  ) {
    const lock = await step.sql.reserve()
    await lock`begin`
    await lock`lock table ${lock(step.table)} in exclusive mode`
    const answer = register(username)
    await until('the step is reached', step.reached)
    await both.kill(name)
    await lock`rollback`
    lock.release()
    return answer
  }

  it.each(['auth-service', 'user-service'] as const)(
    '(%s, before the profile is made) is finished by a retry',
    async (name) => {
      const username = `retry-${name}`
      const reached = async () => (await statusOf(username)) === 'pending'

      const answer = await killAt({ sql: profiles, table: 'profile', reached }, name, username)
      expect(answer?.status ?? 503).toBe(503)
      await both.run(name)

      expect(await register(username)).toMatchObject({ status: 201, body: { user: { username } } })
      expect(await login(username)).toMatchObject({ status: 200 })
      expect(await hasProfile(username)).toBe(true)
      expect(await announced(username)).toBe(1)
    },
  )

  it.each(['auth-service', 'user-service'] as const)(
    '(%s, before the profile is made) is finished by the sweep when nobody tries again',
    async (name) => {
      const username = `sweep-${name}`
      const reached = async () => (await statusOf(username)) === 'pending'

      await killAt({ sql: profiles, table: 'profile', reached }, name, username)
      await both.run(name)

      await accounts`update account set tried_at = now() - interval '11 minutes' where username = ${username}`
      await until('the account is active', async () => (await statusOf(username)) === 'active')
      expect(await login(username)).toMatchObject({ status: 200 })
      expect(await hasProfile(username)).toBe(true)
      expect(await announced(username)).toBe(1)
    },
  )

  it('(auth-service, after the profile was made) is finished by a retry', async () => {
    const username = 'after-the-profile'

    await killAt({ sql: accounts, table: 'outbox', reached: () => hasProfile(username) }, 'auth-service', username)
    expect(await statusOf(username)).toBe('pending')
    expect(await announced(username)).toBe(0)
    await both.run('auth-service')

    expect(await register(username)).toMatchObject({ status: 201, body: { user: { username } } })
    expect(await login(username)).toMatchObject({ status: 200 })
    expect(await announced(username)).toBe(1)
  })
})
