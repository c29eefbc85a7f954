import type { Community } from './community.ts'

let count = 0

/** Somebody with a blog, who writes by the API. */
export interface Author {
  token: string
  username: string
  blog: { id: string; slug: string }
  publish(fields?: Record<string, unknown>): Promise<Written>
  edit(post: Written, changes: Record<string, unknown>): Promise<Written>
}

export interface Written {
  id: string
  slug: string
  path: string
  title: string
  revision: number
}

export async function anAuthor({ quark }: Community, fields: Record<string, unknown> = {}): Promise<Author> {
  const username = `press-${++count}-${process.pid}`
  const person = {
    username,
    name: 'Вера & Co',
    email: `${username}@example.org`,
    password: 'a quiet passphrase of mine',
  }
  const token = (await quark.post('/api/v1/auth/register', person)).body.accessToken
  const ask = async (method: 'post' | 'put', path: string, body: unknown, headers = {}) => {
    const answer = await quark[method](path, body, { token, headers })
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  const blog = await ask('post', '/api/v1/blogs', { slug: username, title: 'A <blog>', language: 'en', ...fields })
  const withPath = (post: Written): Written => ({ ...post, path: `/b/${blog.slug}/${post.slug}` })
  return {
    token,
    username,
    blog,
    publish: async (post = {}) =>
      withPath(
        await ask('post', '/api/v1/posts', {
          blogId: blog.id,
          title: 'A walk',
          html: '<p>It rained.</p>',
          status: 'published',
          ...post,
        }),
      ),
    edit: async ({ id }, changes) => withPath(await ask('put', `/api/v1/posts/${id}`, changes, { 'if-match': '*' })),
  }
}
