import { randomUUID } from 'node:crypto'
import type { ServiceDefinition } from '@quark/service-kit'
import { startTestPlatform, type TestPlatform, until } from '@quark/testing'
import postgres from 'postgres'

export interface Person {
  readonly id: string
  readonly username: string
  readonly accessToken: string
  readonly refreshToken: string
  readonly sessionId: string
}

/** A platform with people, one of whom has written something. */
export interface World {
  readonly platform: TestPlatform
  /** Owns everything there is. */
  readonly ada: Person
  /** Owns nothing, and likes what Ada wrote. */
  readonly bob: Person
  /** Good values of fields, by name. */
  readonly values: Record<string, unknown>
  /** Ids of what Ada owns, by the part of the path before it. */
  readonly ids: Record<string, string>
  /** What all databases hold: the rows of every table and a digest of them. */
  contents(): Promise<Record<string, string>>
  stop(): Promise<void>
}

const PASSWORD = 'a quiet lake in winter'

export async function createWorld(services: readonly ServiceDefinition[]): Promise<World> {
  const platform = await startTestPlatform(services, { LOGIN_FAILURES: '1000000' })
  const ada = await register(platform, 'ada')
  const bob = await register(platform, 'bob')
  const cleo = await register(platform, 'cleo')
  const as = { token: ada.accessToken }
  const made = async (path: string, body: unknown) => {
    const answer = await platform.post(path, body, as)
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const blog = await made('/api/v1/blogs', { slug: 'adas-blog', title: 'Ada writes', language: 'en' })
  const text = { title: 'A post', html: '<p>Something to read.</p>', status: 'published' }
  const post = await made('/api/v1/posts', { blogId: blog.id, ...text })
  const comment = await made(`/api/v1/posts/${post.id}/comments`, { text: 'First' })
  const medium = await uploadPdf(platform, ada)
  await platform.put(`/api/v1/posts/${post.id}/like`, undefined, { token: bob.accessToken })
  const told = await until('Ada to be told that Bob likes her post', async () => {
    const { items } = (await platform.get('/api/v1/notifications', as)).body
    return items[0]
  })
  const group = await made('/api/v1/conversations', { memberIds: [cleo.id], title: 'Engines' })
  const message = await made(`/api/v1/conversations/${group.id}/messages`, {
    clientId: randomUUID(),
    text: 'Hello',
    mediaIds: [medium.id],
  })
  const databases = openDatabases(platform)
  const world: World = {
    platform,
    ada,
    bob,
    values: {
      email: 'newcomer@example.com',
      username: 'newcomer',
      password: PASSWORD,
      currentPassword: PASSWORD,
      newPassword: 'another quiet lake',
      login: ada.username,
      refreshToken: ada.refreshToken,
      slug: 'another-slug',
      url: 'https://example.com/',
      blogId: blog.id,
      parentId: comment.id,
      mediaId: medium.id,
      coverMediaId: medium.id,
      mediaIds: [medium.id],
      memberIds: [bob.id],
      clientId: randomUUID(),
      replyTo: message.id,
      'If-Match': '"1"',
    },
    ids: {
      user: ada.id,
      sessions: ada.sessionId,
      blogs: blog.slug,
      posts: post.id,
      'blogs/posts': post.slug,
      comments: comment.id,
      media: medium.id,
      notifications: told.id,
      conversations: group.id,
      messages: message.id,
      members: cleo.id,
      blocks: cleo.id,
    },
    contents: () => contentsOf(databases),
    stop: async () => {
      await Promise.all([...databases.values()].map((sql) => sql.end()))
      await platform.stop()
    },
  }
  await until('the events of the beginning to be handled', () => quiet(world))
  return world
}

async function uploadPdf(platform: TestPlatform, { accessToken: token }: Person): Promise<{ id: string }> {
  const form = new FormData()
  form.set('file', new Blob(['%PDF-1.7\n%%EOF\n']), 'a.pdf')
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${platform.url}/api/v1/upload`, { method: 'POST', headers, body: form })
  if (answer.status !== 201) throw new Error(`POST /api/v1/upload: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}

async function register(platform: TestPlatform, username: string): Promise<Person> {
  const newcomer = { email: `${username}@example.com`, username, password: PASSWORD }
  const { status, body } = await platform.post('/api/v1/auth/register', newcomer)
  if (status !== 201) throw new Error(`registering ${username}: ${status} ${JSON.stringify(body)}`)
  const { user, accessToken, refreshToken } = body
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString())
  return { id: user.id, username, accessToken, refreshToken, sessionId: claims.sid }
}

function openDatabases({ platform }: TestPlatform): Map<string, postgres.Sql> {
  const owners = platform.services.filter(({ manifest }) => manifest.requires.infrastructure.includes('database'))
  return new Map(
    owners.map(({ name }) => [name, postgres(platform.host.databaseUrl(name), { max: 1, onnotice: () => {} })]),
  )
}

async function contentsOf(databases: ReadonlyMap<string, postgres.Sql>): Promise<Record<string, string>> {
  const contents: Record<string, string> = {}
  for (const [module, sql] of databases) {
    const tables = await sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`
    for (const { name } of tables) {
      const [row] = await sql`
        select count(*) as rows, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
        from ${sql(name)} t`
      contents[`${module}.${name}`] = `${row?.rows} rows, ${row?.digest}`
    }
  }
  return contents
}

/** Nothing has changed for a while: what was published has arrived. */
async function quiet(world: World): Promise<boolean> {
  const before = JSON.stringify(await world.contents())
  await new Promise((resolve) => setTimeout(resolve, 300))
  return before === JSON.stringify(await world.contents())
}
