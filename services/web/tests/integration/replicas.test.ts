import { createLogger, openBroadcast } from '@quark/service-kit'
import { createTestDatabases, testPostgresUrl, until } from '@quark/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PageAnswer } from '../../src/page-cache/page-answer.ts'
import { PageStore } from '../../src/page-cache/page-store.ts'
import { PurgesService } from '../../src/page-cache/purges.service.ts'

/** What each process of the web has. */
async function aReplica(database: string) {
  const broadcast = await openBroadcast({
    env: {},
    databaseServer: testPostgresUrl(),
    log: createLogger({ level: 'silent' }),
    database,
  })
  const store = new PageStore({ PAGE_CACHE_MB: 1, PAGE_CACHE_SECONDS: 60 } as ConstructorParameters<
    typeof PageStore
  >[0])
  const purges = new PurgesService(store, broadcast)
  purges.onModuleInit()
  const stop = async () => {
    purges.onModuleDestroy()
    await broadcast.close()
  }
  return { store, purges, stop }
}

const POST = { postId: 'post-1', blogId: 'blog-1', authorId: 'author-1' }
let databases: Awaited<ReturnType<typeof createTestDatabases>>
let replicas: Awaited<ReturnType<typeof aReplica>>[]
beforeAll(async () => {
  databases = await createTestDatabases(['events'])
  replicas = await Promise.all([1, 2].map(() => aReplica(databases.nameOf('events'))))
})
afterAll(async () => {
  await Promise.all(replicas.map(({ stop }) => stop()))
  await databases.drop()
})

it('every replica forgets a page when one of them hears that it changed, and keeps the others', async () => {
  const [one, two] = replicas
  for (const { store } of replicas) {
    for (const id of ['post-1', 'post-2']) {
      const page = new PageAnswer({
        status: 200,
        headers: {},
        body: Buffer.from(id),
        reads: new Set([id]),
        whole: true,
      })
      expect(store.store(id, page, new Set([id]), store.begin())).toBe(true)
    }
  }
  one?.purges.post(POST)
  expect(one?.store.find('post-1')).toBeUndefined()
  await until('the other replica has forgotten it', () => two?.store.find('post-1') === undefined)
  for (const { store } of replicas) expect(store.find('post-2')).toBeDefined()
})
