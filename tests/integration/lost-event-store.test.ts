import { service as gateway } from '@quark/api-gateway'
import { service as auth } from '@quark/auth-service'
import { service as blog } from '@quark/blog-service'
import { Database, openEvents, republish } from '@quark/service-kit'
import { type NatsTestBroker, startNatsBroker, startTestPlatform, type TestPlatform, until } from '@quark/testing'
import { service as user } from '@quark/user-service'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

const server = inject('natsServer')
const EMITTERS = ['auth-service', 'user-service', 'blog-service']

describe.skipIf(!('path' in server))('a NATS that loses everything it stored', () => {
  let broker: NatsTestBroker
  let quark: TestPlatform
  const databases = new Map<string, Database>()
  beforeAll(async () => {
    broker = await startNatsBroker('path' in server ? server.path : '')
    quark = await startTestPlatform([gateway, auth, user, blog], { ...broker.env })
    for (const name of EMITTERS) {
      databases.set(name, new Database({ url: quark.platform.host.databaseUrl(name), name: 'test', max: 2 }))
    }
  })
  afterAll(async () => {
    for (const database of databases.values()) await database.close()
    await quark?.stop()
    await broker?.stop()
  })

  const sqlOf = (name: string) => (databases.get(name) as Database).sql
  /** A person, a new name, a blog and a post: events of three modules, projections in two. */
  async function traffic(username: string): Promise<void> {
    const newcomer = { email: `${username}@example.com`, username, password: 'a quiet lake in winter' }
    const { body, status } = await quark.post('/api/v1/auth/register', newcomer)
    expect(status).toBe(201)
    const as = { token: body.accessToken }
    const renamed = await quark.put(`/api/v1/user/${body.user.id}`, { name: `${username} renamed` }, as)
    expect(renamed.status).toBe(200)
    const { body: made } = await quark.post('/api/v1/blogs', { slug: username, title: username, language: 'en' }, as)
    const post = { blogId: made.id, title: 'On lakes', html: '<p>Text</p>', status: 'published' }
    expect((await quark.post('/api/v1/posts', post, as)).status).toBe(201)
  }
  const nameKnownToBlog = async (username: string): Promise<unknown> =>
    (await sqlOf('blog-service')`select name from author where username = ${username}`)[0]?.name
  const outbox = async (): Promise<string[]> => {
    const rows = await Promise.all(EMITTERS.map((name) => sqlOf(name)`select id from outbox`))
    return rows.flat().map(({ id }) => id as string)
  }

  it('is filled again from the outboxes: nothing is missing, and nothing takes effect twice', async () => {
    await traffic('before')
    await until('the projection', async () => (await nameKnownToBlog('before')) === 'before renamed')
    const handled = await sqlOf('blog-service')`select event_id, handled_at from inbox order by event_id`
    expect(handled.length).toBeGreaterThanOrEqual(2)

    await broker.loseStore()
    await traffic('without')
    await broker.restart()
    await until('what came meanwhile', async () => (await nameKnownToBlog('without')) === 'without renamed', 30_000)
    for (const database of databases.values()) expect(await republish(database)).toBeGreaterThan(0)
    await traffic('after')
    await until('the projection', async () => (await nameKnownToBlog('after')) === 'after renamed')

    const wanted = await outbox()
    const stored = new Set<string>()
    const log = await openEvents({ env: broker.env, databaseServer: '', log: quark.platform.host.log })
    await log.tail({ types: [], since: new Date(0) }, ({ envelope }) => void stored.add(envelope.id))
    await until('every event that was recorded', () => wanted.every((id) => stored.has(id)), 20_000)
    expect(stored.size).toBe(wanted.length)
    await until('nobody to be behind', async () => (await log.lag()).every(({ waiting }) => waiting === 0))
    await log.close()

    const kept = await sqlOf('blog-service')`
      select event_id, handled_at from inbox where event_id = any(${handled.map(({ event_id }) => event_id as string)})
      order by event_id`
    expect([...kept]).toEqual([...handled])
  }, 90_000)
})
