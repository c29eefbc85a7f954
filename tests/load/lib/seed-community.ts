import { databaseUrlOf, uuidv7 } from '@quark/service-kit'
import postgres from 'postgres'

export interface CommunitySize {
  readonly people: number
  readonly posts: number
  readonly likes: number
  readonly comments: number
  /** People whom each person follows. */
  readonly follows: number
}

/** Tags of which each post has three; the first ones are on many. */
export const TAGS = Array.from({ length: 40 }, (_, number) => `topic-${number + 1}`)

const HTML = '<p>The quick brown fox jumps over the lazy dog, and nobody is surprised by it any more.</p>'.repeat(20)
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Fills the databases of a running Quark with a community of some years, past the API: thousands of people and posts in
 * seconds. The same one each time but for ids and times.
 * @param readers people who exist already and are to follow and like like everybody
 */
export async function seedCommunity(server: string, size: CommunitySize, readers: readonly string[]): Promise<void> {
  const people = Array.from({ length: size.people }, (_, number) => ({ id: uuidv7(), username: `seeded-${number}` }))
  const everybody = [...readers, ...people.map(({ id }) => id)]
  const random = seededRandom()
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const pairs = (of: readonly string[], each: number): [string, string][] =>
    of.flatMap((id) =>
      [...new Set(Array.from({ length: each }, () => one(people).id))]
        .filter((other) => other !== id)
        .map((other): [string, string] => [id, other]),
    )

  await within(databaseUrlOf(server, 'user-service'), async (sql) => {
    await insert(
      sql,
      'profile',
      people.map(({ id, username }) => ({ id, username, name: `Name of ${username}`, links: [], locale: 'en' })),
    )
    const follows = pairs(everybody, size.follows).map(([follower_id, followed_id]) => ({
      id: uuidv7(),
      follower_id,
      followed_id,
      followed_at: new Date(),
    }))
    await insert(sql, 'follow', follows)
  })
  await within(databaseUrlOf(server, 'blog-service'), async (sql) => {
    await insert(
      sql,
      'author',
      people.map(({ id, username }) => ({ id, username, name: `Name of ${username}`, revision: 1 })),
    )
    const blogs = people.map(({ id, username }) => ({
      id: uuidv7(),
      slug: username,
      title: `Blog of ${username}`,
      description: '',
      language: 'en',
      owner_id: id,
      created_at: new Date(),
    }))
    await insert(sql, 'blog', blogs)
    const posts = Array.from({ length: size.posts }, (_, number) => {
      const blog = one(blogs)
      const at = new Date(Date.now() - Math.floor((number / size.posts) * 700 * DAY_MS) - 1000)
      const tags = [...new Set([0, 1, 2].map(() => TAGS[Math.floor(TAGS.length * random() ** 2)] as string))]
      return {
        id: uuidv7(),
        blog_id: blog.id,
        author_id: blog.owner_id,
        slug: `post-${number}`,
        slug_fixed: true,
        title: `Post ${number}`,
        html: HTML,
        html_policy: 1,
        excerpt: 'The quick brown fox jumps over the lazy dog, and nobody is surprised.',
        excerpt_given: false,
        tags,
        status: 'published',
        reading_minutes: 3,
        revision: 1,
        created_at: at,
        updated_at: at,
        published_at: at,
      }
    })
    await insert(sql, 'post', posts)
    // Half of what people do is about what is new.
    const aPost = (): string => (posts[Math.floor(posts.length * random() ** 2)] as { id: string }).id
    const likes = new Map(
      Array.from({ length: size.likes }, () => [aPost(), one(everybody)] as const).map((pair) => [pair.join(), pair]),
    )
    await insert(
      sql,
      'post_like',
      [...likes.values()].map(([post_id, user_id]) => ({ post_id, user_id, liked_at: new Date() })),
    )
    const comments = Array.from({ length: size.comments }, () => ({
      id: uuidv7(),
      post_id: aPost(),
      author_id: one(everybody),
      text: 'I was there.',
      created_at: new Date(),
    }))
    await insert(sql, 'comment', comments)
    await sql`insert into post_counts (post_id, likes, comments)
      select id, (select count(*) from post_like where post_id = post.id), (select count(*) from comment where post_id = post.id)
      from post on conflict (post_id) do nothing`
  })
}

async function within(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await work(sql)
    await sql`vacuum analyze`
  } finally {
    await sql.end()
  }
}

/** In portions: a statement has 65,535 parameters at most. */
async function insert(sql: postgres.Sql, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  const portion = Math.floor(65_000 / Object.keys(rows[0] ?? { none: 0 }).length)
  for (let from = 0; from < rows.length; from += portion) {
    await sql`insert into ${sql(table)} ${sql(rows.slice(from, from + portion) as Record<string, never>[])}`
  }
}

/** mulberry32: the same numbers in each run. */
function seededRandom(): () => number {
  let state = 20_261_125
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
