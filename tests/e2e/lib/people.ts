import type { TestClient } from '@quark/testing'
import type { BrowserContext, Page } from 'playwright-core'

/** A person who exists by way of the API; the browser then logs in as them. */
export interface Registered {
  readonly id: string
  readonly username: string
  readonly password: string
  readonly accessToken: string
}

let count = 0

export async function aPerson(api: TestClient, name?: string): Promise<Registered> {
  const username = `person-${++count}-${Date.now().toString(36)}`
  const password = 'a quiet passphrase of mine'
  const { status, body } = await api.post('/api/v1/auth/register', {
    username,
    password,
    email: `${username}@example.org`,
    ...(name && { name }),
  })
  if (status !== 201) throw new Error(`register: ${status} ${JSON.stringify(body)}`)
  return { id: body.user.id, username, password, accessToken: body.accessToken }
}

export async function aBlog(api: TestClient, { accessToken, username }: Registered, language: 'en' | 'ru' = 'en') {
  const blog = { slug: `${username}-${language}`, title: language === 'ru' ? 'Тетрадь' : 'Notebook', language }
  const { status, body } = await api.post('/api/v1/blogs', blog, { token: accessToken })
  if (status !== 201) throw new Error(`blog: ${status} ${JSON.stringify(body)}`)
  return body as { id: string; slug: string }
}

export async function aPost(api: TestClient, person: Registered, blogId: string, post: Record<string, unknown> = {}) {
  const whole = { blogId, title: 'A walk', html: '<p>It rained, and we went anyway.</p>', status: 'published', ...post }
  const { status, body } = await api.post('/api/v1/posts', whole, { token: person.accessToken })
  if (status !== 201) throw new Error(`post: ${status} ${JSON.stringify(body)}`)
  return body as { id: string; slug: string; revision: number }
}

/** Logs the browser in by the page, as a person does. */
export async function logIn(context: BrowserContext, { username, password }: Registered): Promise<Page> {
  const page = await context.newPage()
  await page.goto('/login')
  await page.locator('input[name=login]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await Promise.all([page.waitForURL((url) => url.pathname !== '/login'), page.locator('main form button').click()])
  return page
}
