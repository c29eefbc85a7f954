import { randomUUID } from 'node:crypto'
import { UserCreated } from '@quark/contracts/events/auth'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { rpcService } from '@quark/service-kit'
import { MediaLibrary, startService, type TestClient, type TestService, until } from '@quark/testing'
import { service } from '../src/service.js'

/** Profiles that user-service has when it is asked. */
export type Profiles = Map<string, { username: string; name: string }>

/** The real service; user-service answers with `profiles`, media-service with what is in the library. */
export function startBlog(profiles: Profiles = new Map(), library = new MediaLibrary()): Promise<TestService> {
  const users = rpcService(UserService, {
    getProfiles: ({ ids }) => ({
      profiles: ids.flatMap((id) => {
        const profile = profiles.get(id)
        return profile ? [{ id, locale: 'en', revision: 1, ...profile }] : []
      }),
    }),
  })
  return startService(service, { rpc: [users, library.rpc] })
}

export interface Person extends TestClient {
  id: string
  username: string
}

/** A person whom the service has heard of. */
export async function aPerson(blog: TestService, username = `p${randomUUID().slice(0, 8)}`): Promise<Person> {
  const id = randomUUID()
  const event = await blog.publish(UserCreated, { userId: id, username, name: `Name of ${username}`, locale: 'en' })
  await until('the person is known', () => blog.handled(event))
  return Object.assign(blog.as(id), { id, username })
}

let blogs = 0

/** A blog of this person, as the API answers it. */
export async function aBlog(owner: Person, fields: Record<string, unknown> = {}) {
  const answer = await owner.post('/api/v1/blogs', {
    slug: `blog-${++blogs}`,
    title: 'A blog',
    language: 'en',
    ...fields,
  })
  if (answer.status !== 201) throw new Error(`the blog was refused: ${JSON.stringify(answer.body)}`)
  return answer.body as { id: string; slug: string }
}

/** A post of this person, as the API answers it; a draft unless said. */
export async function aPost(author: Person, blog: { id: string }, fields: Record<string, unknown> = {}) {
  const body = { blogId: blog.id, title: 'A post', html: '<p>Some text.</p>', ...fields }
  const answer = await author.post('/api/v1/posts', body)
  if (answer.status !== 201) throw new Error(`the post was refused: ${JSON.stringify(answer.body)}`)
  return answer.body as { id: string; slug: string; revision: number; html: string; title: string; publishedAt: string }
}

/** The titles of a list. */
export const titlesOf = (answer: { body: { items: { title: string }[] } }): string[] =>
  answer.body.items.map(({ title }) => title)
