import { randomBytes } from 'node:crypto'
import { PlainError } from '@quark/service-kit/embedded'
import { Api } from './api.js'
import { type Community, type DemoComment, readCommunity, readPost } from './community.js'

/** What a person needs to look around in the community that was made. */
export interface DemoLogin {
  login: string
  /** Chosen at random and kept nowhere; undefined when the community was there already. */
  password: string | undefined
}

/**
 * Fills a Quark with a small bilingual community (people, blogs, posts, comments, likes, follows) through its own API, once.
 * @param baseUrl the gateway, e.g. `http://127.0.0.1:8080`
 * @param log told about each step
 * @throws PlainError when the names are taken: by others, or by a seeding that was cut short
 */
export async function seedDemo(baseUrl: string, log: (line: string) => void): Promise<DemoLogin> {
  const community = readCommunity()
  const api = new Api(baseUrl)
  if (await isThere(api, community)) {
    log('demo community: it is there')
    return { login: community.login, password: undefined }
  }
  const password = randomBytes(9).toString('base64url')
  log(`demo community: ${community.people.length} people`)
  const people = await makePeople(api, community, password)
  log(`demo community: ${community.blogs.length} blogs, ${community.posts.length} posts`)
  const blogs = await makeBlogs(people, community)
  await makePosts(people, blogs, community)
  return { login: community.login, password }
}

/** The line that tells a person how to sign in. */
export const describeLogin = ({ login, password }: DemoLogin): string =>
  `Demo login  ${login}  password  ${password ?? '(it was shown when the community was made, and is kept nowhere)'}`

type People = Map<string, Api>
type Made = { id: string }

const personOf = (people: People, username: string): Api => {
  const person = people.get(username)
  if (!person) throw new Error(`demo/community.yaml names ${username}, who is not among its people`)
  return person
}

/** Looks at the people and the posts; comments that are missing are not worth a refusal. */
async function isThere(api: Api, { login, blogs, posts }: Community): Promise<boolean> {
  if (!(await api.find(`/user/${login}`))) return false
  const pages = await Promise.all(
    blogs.map(({ slug }) => api.call<{ items: Made[] }>('GET', `/posts?blog=${slug}&limit=100`)),
  )
  const published = posts.filter(({ file }) => readPost(file).status === 'published')
  if (pages.flatMap(({ items }) => items).length >= published.length) return true
  throw new PlainError(
    `Somebody here is called ${login}, but this is not the whole demo community: somebody else has the name, or an earlier seeding was cut short. ` +
      'Start with an empty data folder (--data DIR) to have it.',
  )
}

async function makePeople(api: Api, community: Community, password: string): Promise<People> {
  const people: People = new Map()
  const ids = new Map<string, string>()
  for (const { username, name, bio, links, locale } of community.people) {
    const secret = username === community.login ? password : randomBytes(24).toString('base64url')
    const account = { username, name, locale, password: secret, email: `${username}@example.org` }
    const { user, accessToken } = await api.call<{ user: Made; accessToken: string }>('POST', '/auth/register', account)
    const person = api.as(accessToken)
    await person.call('PUT', `/user/${user.id}`, { bio, links })
    people.set(username, person)
    ids.set(username, user.id)
  }
  for (const { username, follows } of community.people) {
    for (const other of follows) await personOf(people, username).call('PUT', `/user/${ids.get(other)}/follow`)
  }
  return people
}

async function makeBlogs(people: People, community: Community): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { owner, ...blog } of community.blogs) {
    const { id } = await personOf(people, owner).call<Made>('POST', '/blogs', blog)
    ids.set(blog.slug, id)
  }
  return ids
}

async function makePosts(people: People, blogIds: Map<string, string>, { blogs, posts }: Community): Promise<void> {
  for (const { file, likes, bookmarks, comments } of posts) {
    const blog = blogs.find(({ slug }) => file.startsWith(`${slug}/`))
    if (!blog) throw new Error(`demo/community.yaml names ${file}, whose folder is no blog of it`)
    const post = readPost(file)
    const body = { blogId: blogIds.get(blog.slug), ...post }
    const { id } = await personOf(people, blog.owner).call<Made>('POST', '/posts', body)
    for (const name of likes) await personOf(people, name).call('PUT', `/posts/${id}/like`)
    for (const name of bookmarks) await personOf(people, name).call('PUT', `/posts/${id}/bookmark`)
    await makeComments(people, `/posts/${id}/comments`, comments)
  }
}

async function makeComments(people: People, path: string, comments: DemoComment[], parentId?: string): Promise<void> {
  for (const { by, text, answers } of comments) {
    const comment = await personOf(people, by).call<Made>('POST', path, { text, parentId: parentId ?? null })
    await makeComments(people, path, answers, comment.id)
  }
}
