import { randomUUID } from 'node:crypto'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import { aPerson } from '../builders.js'

describe('GET /user/{id}', () => {
  let users: TestService
  beforeAll(async () => {
    users = await startService(service, { log: process.env.LOG })
  })
  afterAll(() => users.stop())

  it('gives a profile to anybody, by id', async () => {
    const ada = await aPerson(users, { username: 'Ada-L', name: 'Ада' })

    expect(await users.get(ada.path)).toMatchObject({
      status: 200,
      body: {
        id: ada.id,
        username: 'Ada-L',
        name: 'Ада',
        bio: { en: '', ru: '' },
        links: [],
        locale: 'en',
        avatar: null,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    })
  })

  it('finds it by username, in any case', async () => {
    const eve = await aPerson(users, { username: 'Eve_77' })

    expect(await users.get('/api/v1/user/eVE_77')).toMatchObject({
      status: 200,
      body: { id: eve.id, username: 'Eve_77' },
    })
  })

  it('does not give the profile of a name that only looks like it', async () => {
    await aPerson(users, { username: 'oliver' })

    expect(await users.get('/api/v1/user/0liver')).toMatchObject({ status: 404 })
  })

  it.each(['nobody-here', randomUUID(), 'Иван', 'a%00b', '%27%20or%201=1', 'x'.repeat(50)])(
    'answers 404 for %s',
    async (unknown) => {
      expect(await users.get(`/api/v1/user/${unknown}`)).toMatchObject({
        status: 404,
        body: { code: 'user-not-found', status: 404 },
      })
    },
  )

  it('answers 400 for a name longer than any could be', async () => {
    expect(await users.get(`/api/v1/user/${'x'.repeat(51)}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', errors: [{ field: 'id' }] },
    })
  })

  it('answers 304 to who has it already, and 200 after a change', async () => {
    const { path, client } = await aPerson(users)
    const etag = (await users.get(path)).headers.get('etag') ?? ''

    expect(await users.get(path, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 })
    await client.put(path, { name: 'Another' })
    expect(await users.get(path, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 200 })
  })
})
