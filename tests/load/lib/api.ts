/** A person who is signed in, for arranging what a benchmark reads. */
export interface Person {
  readonly accessToken: string
  readonly username: string
  readonly password: string
}

export async function call<Answer>(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

export async function register(url: string): Promise<Person> {
  const username = `bench${Date.now().toString(36)}`
  const password = `a long passphrase ${Math.random()}`
  const email = `${username}@example.org`
  const { accessToken } = await call<Person>(url, 'POST', '/auth/register', { email, username, password })
  return { accessToken, username, password }
}

/** About 5 KB of text, as a post has. */
const HTML = '<p>The quick brown fox jumps over the lazy dog, and nobody is surprised by it any more.</p>'.repeat(55)

/** Publishes so many posts in a blog of this person's. */
export async function publishPosts(url: string, { accessToken, username }: Person, count: number): Promise<string[]> {
  const blog = await call<{ id: string }>(
    url,
    'POST',
    '/blogs',
    { slug: username, title: 'Bench', language: 'en' },
    accessToken,
  )
  const ids: string[] = []
  for (let number = 1; number <= count; number++) {
    const post = { blogId: blog.id, title: `Post ${number}`, html: HTML, status: 'published', tags: ['bench', 'fox'] }
    ids.push((await call<{ id: string }>(url, 'POST', '/posts', post, accessToken)).id)
  }
  return ids
}
