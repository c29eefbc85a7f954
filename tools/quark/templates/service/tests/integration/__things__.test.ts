import { randomUUID } from 'node:crypto'
import { __Thing__Created } from '@quark/contracts/events/__thing__'
import { startService, type TestService } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service as definition } from '../../src/service.js'

const PATH = '/api/v1/__things__'
let service: TestService

beforeAll(async () => {
  service = await startService(definition, { env: { __THINGS___PER_PERSON: '3' } })
})
afterAll(() => service?.stop())

describe(`POST ${PATH}`, () => {
  it('makes one for the caller and tells the other modules once', async () => {
    const ada = randomUUID()

    const { status, body } = await service.as(ada).post(PATH, { title: '  Tea or coffee?  ' })

    expect(status).toBe(201)
    expect(body).toMatchObject({ ownerId: ada, title: 'Tea or coffee?' })
    expect(await service.published(__Thing__Created)).toContainEqual({
      __thingId__: body.id,
      ownerId: ada,
      title: 'Tea or coffee?',
    })
  })

  it('refuses a stranger, and keeps nothing', async () => {
    const before = await service.db`select id from "__thing_row__"`

    const { status, body } = await service.post(PATH, { title: 'Mine' })

    expect({ status, code: body.code }).toEqual({ status: 401, code: 'not-signed-in' })
    expect(await service.db`select id from "__thing_row__"`).toHaveLength(before.length)
  })

  it.each([
    ['a missing title', {}],
    ['an empty title', { title: '  ' }],
    ['a title over its limit', { title: 'x'.repeat(201) }],
    ['a title of the wrong type', { title: 7 }],
    ['a field that is not known', { title: 'Mine', colour: 'red' }],
  ])('refuses %s', async (_, body) => {
    const answer = await service.as(randomUUID()).post(PATH, body)

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{}] } })
  })

  it('stops a person at the limit, even when all come at once', async () => {
    const ada = randomUUID()

    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => service.as(ada).post(PATH, { title: `Number ${n}` })))

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409])
  })
})

describe(`GET ${PATH}`, () => {
  it('reads one by its id, for anybody', async () => {
    const made = await service.as(randomUUID()).post(PATH, { title: 'For all to see' })

    expect(await service.get(`${PATH}/${made.body.id}`)).toMatchObject({ status: 200, body: made.body })
  })

  it('knows nothing of an id that was never made, and refuses what is no id', async () => {
    expect(await service.get(`${PATH}/${randomUUID()}`)).toMatchObject({
      status: 404,
      body: { code: '__thing__-not-found' },
    })
    expect(await service.get(`${PATH}/7`)).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
  })

  it('lists the newest first, page by page, each once', async () => {
    const made: string[] = []
    for (const title of ['one', 'two', 'three']) {
      const { body } = await service.as(randomUUID()).post(PATH, { title })
      made.unshift(body.id)
    }

    const first = await service.get(`${PATH}?limit=2`)
    const second = await service.get(`${PATH}?limit=1&cursor=${first.body.nextCursor}`)

    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id)
    expect(ids).toEqual(made)
  })

  it('refuses a cursor that it did not make', async () => {
    expect(await service.get(`${PATH}?cursor=made-up`)).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } })
  })
})
