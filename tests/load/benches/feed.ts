import { databaseUrlOf } from '@quark/service-kit'
import postgres from 'postgres'
import { call } from '../lib/api.ts'
import { type Asked, atRate } from '../lib/open-model.ts'
import type { Row } from '../lib/report.ts'
import { seedCommunity, TAGS } from '../lib/seed-community.ts'
import { treeOf, usageOf } from '../lib/usage.ts'
import { withQuark } from '../lib/with-quark.ts'

const COMMUNITY = { people: 2000, posts: 20_000, likes: 100_000, comments: 40_000, follows: 40 }
/** People who are signed in and read; the load is spread over them. */
const READERS = 20
const RATE = 100
const WARM_UP_SECONDS = 4
const SECONDS = 10
const BUDGET_MS = 40

/** `/feed` through the gateway in a community of some size, each tab by itself, at a steady rate. */
export function feed(): Promise<Row[]> {
  return withQuark(async ({ url, pid }, server) => {
    const readers: { id: string; accessToken: string }[] = []
    for (let number = 0; number < READERS; number++) readers.push(await aReader(url, number))
    await untilKnown(server, readers.length)
    await seedCommunity(
      server,
      COMMUNITY,
      readers.map(({ id }) => id),
    )
    const as =
      (path: string) =>
      (number: number): Asked => ({
        url: `${url}/api/v1${path}`,
        headers: { authorization: `Bearer ${readers[number % READERS]?.accessToken}` },
      })
    const tabs: [string, (number: number) => Asked][] = [
      ['for you', as('/feed?tab=forYou')],
      ['following', as('/feed?tab=following')],
      ['newest', as('/feed?tab=newest')],
      ['newest, for nobody in particular', () => ({ url: `${url}/api/v1/feed` })],
      [
        'by tag, for nobody in particular',
        (number) => ({ url: `${url}/api/v1/feed?tag=${TAGS[number % TAGS.length]}` }),
      ],
    ]
    const rows: Row[] = []
    for (const [tab, next] of tabs) {
      // Code that has not run before is slow: half the rate lets it warm up without a queue.
      await atRate(RATE / 10, 2, next)
      await atRate(RATE / 2, WARM_UP_SECONDS, next)
      const before = usageOf(treeOf(pid)).cpuMs
      const { p50, p95, p99 } = await atRate(RATE, SECONDS, next)
      const cpuMs = (usageOf(treeOf(pid)).cpuMs - before) / (RATE * SECONDS)
      rows.push({
        what: `/feed, ${tab}, ${RATE} requests/s: p50; p95; p99; CPU of Quark for a request, ms`,
        value: [p50, p95, p99, cpuMs].map((value) => value.toFixed(1)).join('; '),
        budget: `p95 <= ${BUDGET_MS}`,
        met: p95 <= BUDGET_MS,
      })
    }
    return rows
  })
}

async function aReader(url: string, number: number): Promise<{ id: string; accessToken: string }> {
  const username = `reader-${number}`
  const body = { username, email: `${username}@example.org`, password: `a long passphrase ${Math.random()}` }
  const { user, accessToken } = await call<{ user: { id: string }; accessToken: string }>(
    url,
    'POST',
    '/auth/register',
    body,
  )
  return { id: user.id, accessToken }
}

/** Likes need the people in blog-service, which hears of them by events. */
async function untilKnown(server: string, people: number): Promise<void> {
  const sql = postgres(databaseUrlOf(server, 'blog-service'), { max: 1, onnotice: () => {} })
  try {
    for (let tries = 0; tries < 200; tries++) {
      const [row] = await sql`select count(*)::int as known from author`
      if (row?.known === people) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('blog-service did not hear of the people who registered')
  } finally {
    await sql.end()
  }
}
