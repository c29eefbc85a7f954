import { fileURLToPath } from 'node:url'
import { service as gateway } from '@quark/api-gateway'
import { service as auth } from '@quark/auth-service'
import { service as bff } from '@quark/bff'
import { service as blog } from '@quark/blog-service'
import { service as media } from '@quark/media-service'
import { service as messaging } from '@quark/messaging-service'
import { service as notification } from '@quark/notification-service'
import { service as user } from '@quark/user-service'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { bodyCases, type Case, formCases, headerCases, pathCases, queryCases, tokenCases } from './bad-input/cases.js'
import { nameOf, type Operation, parametersIn, readOperations } from './bad-input/operations.js'
import { faultOf } from './bad-input/problems.js'
import { send } from './bad-input/requests.js'
import { badTokens } from './bad-input/tokens.js'
import { createWorld, type World } from './bad-input/world.js'

const SERVICES = [auth, user, blog, media, messaging, notification, bff]
const operations = await readOperations(fileURLToPath(new URL('../..', import.meta.url)), SERVICES)

/** What somebody may do with a thing that is another's. */
const OPEN_TO_MEMBERS = new Set([
  'POST /api/v1/posts/{id}/comments',
  'PUT /api/v1/posts/{id}/like',
  'DELETE /api/v1/posts/{id}/like',
  'PUT /api/v1/posts/{id}/bookmark',
  'DELETE /api/v1/posts/{id}/bookmark',
  'PUT /api/v1/user/{id}/follow',
  'DELETE /api/v1/user/{id}/follow',
  'GET /api/v1/user/{id}/follow',
  'PUT /api/v1/blocks/{userId}',
  'DELETE /api/v1/blocks/{userId}',
])

const withBody = ({ body }: Operation): boolean => body !== undefined
const withQuery = (operation: Operation): boolean => parametersIn(operation, 'query').length > 0
const withPath = (operation: Operation): boolean => parametersIn(operation, 'path').length > 0
const forMembers = ({ access }: Operation): boolean => access === 'signed-in'
const forOwners = (operation: Operation): boolean =>
  forMembers(operation) && withPath(operation) && !OPEN_TO_MEMBERS.has(nameOf(operation))

const each = (wanted: (operation: Operation) => boolean = () => true) =>
  operations.filter(wanted).map((operation) => [nameOf(operation), operation] as const)

describe('bad input is refused, names its cause and changes nothing', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld([gateway, ...SERVICES])
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  afterAll(() => world.stop())

  /** Sends each, and tells which were answered otherwise than expected, or changed anything. */
  async function faults(operation: Operation, cases: readonly Case[]): Promise<string[]> {
    expect(cases.length, 'nothing to send').toBeGreaterThan(0)
    const before = await world.contents()
    const found: string[] = []
    for (const [what, changes, expected] of cases) {
      const fault = faultOf(await send(operation, world, changes), expected)
      if (fault) found.push(`${what}: ${fault}`)
    }
    const after = await world.contents()
    const changed = Object.keys(after).filter((table) => after[table] !== before[table])
    return changed.length > 0 ? [...found, `wrote to ${changed.join(', ')}`] : found
  }

  it('walks every route of seven services', () => {
    expect(operations.length).toBeGreaterThan(40)
  })

  it.each(each(withBody))('%s: each field wrong in each way', async (_, operation) => {
    expect(await faults(operation, bodyCases(operation, world))).toEqual([])
  })

  it.each(each(withBody))('%s: bodies that are no JSON, or too large', async (_, operation) => {
    expect(await faults(operation, formCases(operation, world))).toEqual([])
  })

  it.each(each(withQuery))('%s: the query', async (_, operation) => {
    expect(await faults(operation, queryCases(operation))).toEqual([])
  })

  it.each(each(withPath))('%s: ids that are none, and that nobody has', async (_, operation) => {
    expect(await faults(operation, pathCases(operation))).toEqual([])
  })

  it.each(each())('%s: headers', async (_, operation) => {
    expect(await faults(operation, headerCases(operation, world))).toEqual([])
  })

  it.each(each())('%s: a method that its path does not answer', async (_, operation) => {
    const answered = operations.filter(({ path }) => path === operation.path).map(({ method }) => method)
    const method = ['PATCH', 'PUT', 'DELETE', 'POST'].find((one) => !answered.includes(one)) ?? ''
    const wrong: Case = [method, {}, { status: 405, code: ['method-not-allowed'] }]
    expect(await faults({ ...operation, method }, [wrong])).toEqual([])
    const { headers } = await send({ ...operation, method }, world)
    expect(headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(answered))
  })

  it.each(each())('%s: tokens that cannot be trusted', async (_, operation) => {
    expect(await faults(operation, tokenCases(await badTokens(world)))).toEqual([])
  })

  it.each(each())('%s: a token that has expired', async (_, operation) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 16 * 60_000 })
    const expired: Case = ['expired', { token: world.ada.accessToken }, { status: 401, code: ['token-expired'] }]
    expect(await faults(operation, [expired])).toEqual([])
  })

  it.each(each(forMembers))('%s: nobody', async (_, operation) => {
    const nobody: Case = ['no token', { token: undefined }, { status: 401, code: ['not-signed-in'] }]
    expect(await faults(operation, [nobody])).toEqual([])
  })

  it.each(each(forOwners))('%s: somebody else', async (_, operation) => {
    const bob: Case = ['as Bob', { token: world.bob.accessToken }, { status: [403, 404] }]
    expect(await faults(operation, [bob])).toEqual([])
  })
})
