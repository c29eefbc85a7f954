import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Community, startCommunity } from './community.ts'

/** Bytes of JavaScript, compressed, that a post may cost its reader. */
const BUDGET = 60 * 1024

describe('the page of a post', () => {
  let community: Community
  beforeAll(async () => {
    community = await startCommunity()
  })
  afterAll(() => community.stop())

  it('costs its reader at most 60 KB of scripts', async () => {
    const { quark } = community
    const person = { username: 'weigher', email: 'weigher@example.org', password: 'a quiet passphrase of mine' }
    const token = (await quark.post('/api/v1/auth/register', person)).body.accessToken
    const blog = { slug: 'weights', title: 'Weights', language: 'en' }
    const blogId = (await quark.post('/api/v1/blogs', blog, { token })).body.id
    const post = { blogId, title: 'Light', html: '<p>Text.</p>', status: 'published' }
    await quark.post('/api/v1/posts', post, { token })

    const { body: html } = await quark.get('/b/weights/light')
    const scripts = [...new Set([...html.matchAll(/_app\/[\w/.-]+\.js/g)].map(([path]) => `/${path}`))]
    const sizes = await Promise.all(scripts.map((path) => compressedSize(quark.url + path)))
    expect(scripts.length).toBeGreaterThan(3)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(BUDGET)
  })
})

async function compressedSize(url: string): Promise<number> {
  const { headers, body } = await fetch(url, { headers: { 'accept-encoding': 'gzip' } })
  await body?.cancel()
  expect(headers.get('content-encoding'), url).toBe('gzip')
  return Number(headers.get('content-length'))
}
