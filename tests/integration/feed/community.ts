import { service as apiGateway } from '@quark/api-gateway'
import { service as authService } from '@quark/auth-service'
import { service as bff } from '@quark/bff'
import { service as blogService } from '@quark/blog-service'
import { service as notificationService } from '@quark/notification-service'
import { startTestPlatform, type TestPlatform } from '@quark/testing'
import { service as userService } from '@quark/user-service'

/** What a feed is put together from, as it runs in one process. */
export const startCommunity = (env: Record<string, string> = {}): Promise<TestPlatform> =>
  startTestPlatform([apiGateway, authService, userService, blogService, notificationService, bff], env)

/** Somebody who is signed in. */
export interface Person {
  readonly id: string
  readonly username: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape and asserts what it finds.
type Answered = any

/** An answer's body, and its ETag; a refusal fails the test. */
async function call(
  quark: TestPlatform,
  token: string,
  [method, path, body, headers]: [string, string, unknown?, Record<string, string>?],
): Promise<Answered> {
  const answer = await quark.request(method, `/api/v1${path}`, { token, body, ...(headers && { headers }) })
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

let people = 0

export async function aPerson(quark: TestPlatform): Promise<Person> {
  const username = `reader${++people}`
  const { status, body } = await quark.post('/api/v1/auth/register', {
    username,
    email: `${username}@example.org`,
    password: 'a quiet lake in winter',
  })
  if (status !== 201) throw new Error(`register: ${status} ${JSON.stringify(body)}`)
  return { id: body.user.id, username, call: (...args) => call(quark, body.accessToken, args) }
}

let blogs = 0

export async function aBlog(owner: Person): Promise<{ id: string; slug: string }> {
  return owner.call('POST', '/blogs', { slug: `notes-${++blogs}`, title: 'Notes', language: 'en' })
}

export async function aPost(author: Person, blogId: string, fields: Record<string, unknown> = {}): Promise<Answered> {
  const post = { blogId, title: 'A walk', html: '<p>It rained.</p>', status: 'published', ...fields }
  return author.call('POST', '/posts', post)
}

export const idsOf = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id)
