import { service as authService } from '@quark/auth-service'
import { UserCreated } from '@quark/contracts/events/auth'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { Refusal, type RpcService, rpcService, uuidv7 } from '@quark/service-kit'
import { startService, type TestService, until } from '@quark/testing'
import { service as userService } from '@quark/user-service'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const PASSWORD = 'a quiet lake in winter'

/**
 * Registration across auth-service and user-service, both real. Between them stands a wire that can be cut: before
 * user-service has heard the question, or after it acted and before its answer came back.
 */
describe('a registration that is cut off', () => {
  let users: TestService
  let auth: TestService
  let wire: 'whole' | 'cut before' | 'cut after' = 'whole'
  let made = 0

  const throughTheWire: RpcService = rpcService(UserService, {
    createProfile: async (request) => {
      if (wire === 'cut before') throw Refusal.unavailable('user-service')
      const answer = await users.rpc(UserService).createProfile(request)
      if (wire === 'cut after') throw Refusal.unavailable('user-service')
      return answer
    },
  })

  beforeAll(async () => {
    users = await startService(userService, { log: process.env.LOG })
    // No sweep by itself within these tests, unless a test asks for one.
    auth = await startAuth({ REGISTRATION_SWEEP_SECONDS: '86400' })
  })
  beforeEach(() => {
    wire = 'whole'
  })
  afterAll(async () => {
    await auth.stop()
    await users.stop()
  })

  const startAuth = (env: Record<string, string>) =>
    startService(authService, { rpc: [throughTheWire], log: process.env.LOG, env })
  const someone = () => {
    const username = `somebody-${++made}x`
    return { email: `${username}@example.com`, username, password: PASSWORD }
  }
  const register = (person: Record<string, unknown>, at = auth) => at.post('/api/v1/auth/register', person)
  const login = (person: { email: string; password: string }, at = auth) =>
    at.post('/api/v1/auth/login', { login: person.email, password: person.password })
  const announced = async (username: string, at = auth) =>
    (await at.published(UserCreated)).filter((event) => event.username === username).length
  const profilesOf = (username: string) => users.db`select id from profile where username = ${username}`

  it.each(['cut before', 'cut after'] as const)('(%s the profile) says so, and a retry succeeds', async (cut) => {
    const person = someone()
    wire = cut

    expect(await register(person)).toMatchObject({ status: 503, body: { code: 'user-service-unavailable' } })
    expect(await login(person)).toMatchObject({ status: 401 })
    expect(await announced(person.username)).toBe(0)

    wire = 'whole'
    const retry = await register({ ...person, password: 'quite another one' })
    expect(retry).toMatchObject({ status: 201, body: { user: { username: person.username } } })
    expect(await login({ ...person, password: 'quite another one' })).toMatchObject({ status: 200 })
    expect(await login(person)).toMatchObject({ status: 401 })
    expect(await announced(person.username)).toBe(1)
    expect(await profilesOf(person.username)).toEqual([{ id: retry.body.user.id }])
  })

  it.each(['cut before', 'cut after'] as const)(
    '(%s the profile) leaves the way open for another username when the first is not to be had',
    async (cut) => {
      const person = someone()
      const rival = someone()
      wire = cut
      await register(person)

      wire = 'whole'
      const sameName = await register({ ...rival, username: person.username })
      const another = await register({ ...person, username: `${person.username}-2y` })

      if (cut === 'cut before') {
        // The name went to the rival, who was faster: the e-mail is free for a new choice.
        expect(sameName).toMatchObject({ status: 201 })
        expect(another).toMatchObject({ status: 201, body: { user: { username: `${person.username}-2y` } } })
      } else {
        // The name is this person's for good, and so is the account: it needs no second registration.
        expect(sameName).toMatchObject({ status: 409, body: { code: 'username-taken' } })
        expect(another).toMatchObject({ status: 409, body: { code: 'email-taken' } })
        expect(await login(person)).toMatchObject({ status: 200 })
      }
    },
  )

  it('leaves nothing behind when the name is taken', async () => {
    const [first, second] = [someone(), someone()]
    await register(first)

    expect(await register({ ...second, username: first.username })).toMatchObject({
      status: 409,
      body: { code: 'username-taken', errors: [{ field: 'username', code: 'taken' }] },
    })
    expect(await auth.db`select 1 from account where email = ${second.email}`).toHaveLength(0)
    expect(await register(second)).toMatchObject({ status: 201 })
  })

  it('does not let two who register the same person at once both have the account', async () => {
    const person = someone()
    const passwords = Array.from({ length: 6 }, (_, index) => `a quiet lake no. ${index}`)

    const answers = await Promise.all(passwords.map((password) => register({ ...person, password })))

    const winners = passwords.filter((_, index) => answers[index]?.status === 201)
    expect(winners).toHaveLength(1)
    for (const { status, body } of answers) if (status !== 201) expect(body.code).toBe('email-taken')
    for (const password of passwords) {
      expect((await login({ ...person, password })).status).toBe(password === winners[0] ? 200 : 401)
    }
    expect(await announced(person.username)).toBe(1)
    expect(await profilesOf(person.username)).toHaveLength(1)
  })

  describe('is found by the sweep', () => {
    let sweeping: TestService
    let hash: string
    beforeAll(async () => {
      const model = someone()
      await register(model)
      const [row] = await auth.db`select password_hash from account where email = ${model.email}`
      hash = row?.password_hash
      sweeping = await startAuth({ REGISTRATION_SWEEP_SECONDS: '1', REGISTRATION_SETTLE_SECONDS: '30' })
    })
    afterAll(() => sweeping.stop())

    /** The account as a process leaves it that was killed after the first step, so many seconds ago. */
    const killed = async (person: { email: string; username: string }, secondsAgo = 60) => {
      const id = uuidv7()
      await sweeping.db`
        insert into account (id, email, username, name, locale, password_hash, tried_at)
        values (${id}, ${person.email}, ${person.username}, ${person.username}, 'en', ${hash},
          now() - make_interval(secs => ${secondsAgo}))`
      return id
    }
    const pending = async () =>
      (await sweeping.db`select username from account where status = 'pending'`).map(({ username }) => username)
    const settled = (username: string) =>
      until(`${username} is settled`, async () => !(await pending()).includes(username))

    it('when the process was killed before the profile was made: it is finished', async () => {
      const person = someone()
      const id = await killed(person)

      await settled(person.username)

      expect(await profilesOf(person.username)).toEqual([{ id }])
      expect(await announced(person.username, sweeping)).toBe(1)
      expect(await login(person, sweeping)).toMatchObject({ status: 200, body: { user: { id } } })
    })

    it('when the process was killed after the profile was made: it is finished once', async () => {
      const person = someone()
      const id = await killed(person, 0)
      await users.rpc(UserService).createProfile({ id, username: person.username, name: 'Set', locale: 'en' })
      await sweeping.db`update account set tried_at = now() - interval '31 seconds' where id = ${id}`

      await settled(person.username)

      expect(await announced(person.username, sweeping)).toBe(1)
      expect(await login(person, sweeping)).toMatchObject({ status: 200, body: { user: { id, name: 'Set' } } })
    })

    it('when somebody else took the name meanwhile: it is removed, and the e-mail is free', async () => {
      const person = someone()
      await users.rpc(UserService).createProfile({ id: uuidv7(), username: person.username, name: 'X', locale: 'en' })
      await killed(person)

      await settled(person.username)

      expect(await sweeping.db`select 1 from account where email = ${person.email}`).toHaveLength(0)
      expect(await register({ ...person, username: someone().username }, sweeping)).toMatchObject({ status: 201 })
    })

    it('when user-service was silent: as soon as it answers again', async () => {
      const person = someone()
      wire = 'cut before'
      expect(await register(person, sweeping)).toMatchObject({ status: 503 })
      await sweeping.db`update account set tried_at = now() - interval '31 seconds' where email = ${person.email}`
      const later = someone()
      await killed(later)
      expect(await pending()).toEqual(expect.arrayContaining([person.username, later.username]))

      wire = 'whole'
      await settled(person.username)
      await settled(later.username)

      expect(await login(person, sweeping)).toMatchObject({ status: 200 })
    })

    it('but not while it may still be under way', async () => {
      const young = someone()
      await killed(young, 1)

      // Two more that are old enough, one after the other: a whole sweep has passed the young one by.
      for (const old of [someone(), someone()]) {
        await killed(old, 60)
        await settled(old.username)
      }

      expect(await pending()).toContain(young.username)
    })
  })
})
