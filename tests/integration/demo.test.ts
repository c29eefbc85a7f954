import { service as gateway } from '@quark/api-gateway'
import { service as auth } from '@quark/auth-service'
import { service as blog } from '@quark/blog-service'
import { freePort } from '@quark/service-kit/embedded'
import { startTestPlatform, type TestPlatform } from '@quark/testing'
import { service as user } from '@quark/user-service'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCommunity, readPost } from '../../tools/quark/src/seed/community.js'
import { type DemoLogin, seedDemo } from '../../tools/quark/src/seed/seed-demo.js'

describe('the demo community', () => {
  const community = readCommunity()
  let platform: TestPlatform
  let login: DemoLogin
  const quietly = (): void => {}

  beforeAll(async () => {
    platform = await startTestPlatform([auth, user, blog, gateway])
    login = await seedDemo(platform.url, quietly)
  })
  afterAll(() => platform?.stop())

  it('can be looked around in with the login that was printed', async () => {
    const answer = await platform.post('/api/v1/auth/login', { login: login.login, password: login.password })
    expect(answer).toMatchObject({ status: 200, body: { user: { username: community.login } } })
    const drafts = await platform.get('/api/v1/posts?status=draft', { token: answer.body.accessToken })
    expect(drafts.body.items).toHaveLength(1)
  })

  it('is in both languages, with everything that its files say', async () => {
    const { body } = await platform.get('/api/v1/posts?limit=100')
    const languages = body.items.map((post: { blog: { language: string } }) => post.blog.language)
    expect(languages.filter((language: string) => language === 'ru')).toHaveLength(8)
    expect(languages.filter((language: string) => language === 'en')).toHaveLength(8)
    const last = community.posts.filter(({ comments }) => comments.length > 0).at(-1)
    const newest = await platform.get(`/api/v1/posts/${body.items[0].id}/comments`)
    expect(body.items[0].title).toBe(last && readPost(last.file).title)
    expect(newest.body.items).toHaveLength(3)
    expect((await platform.get('/api/v1/posts?q=кандидаты')).body.items).toHaveLength(2)
  })

  it('keeps its texts as they were written', async () => {
    for (const { file } of community.posts) {
      const { title, html, status } = readPost(file)
      if (status === 'draft') continue
      const found = await platform.get(`/api/v1/posts?q=${encodeURIComponent(`"${title}"`)}`)
      const post = await platform.get(`/api/v1/posts/${found.body.items[0]?.id}`)
      expect(post.body.title).toBe(title)
      expect(post.body.html.replaceAll(' />', '>')).toBe(html)
    }
  })

  it('says in a line that there is no Quark to fill', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`
    await expect(seedDemo(nobody, quietly)).rejects.toMatchObject({
      name: 'PlainError',
      message: expect.stringContaining(`No Quark answers at ${nobody}`),
    })
  })

  it('is made once', async () => {
    const before = await platform.get('/api/v1/posts?limit=100')
    expect(await seedDemo(platform.url, quietly)).toEqual({ login: community.login, password: undefined })
    expect((await platform.get('/api/v1/posts?limit=100')).body).toEqual(before.body)
  })

  it('is not made where only a part of it is: somebody has the name, or a seeding was cut short', async () => {
    const { body } = await platform.post('/api/v1/auth/login', { login: login.login, password: login.password })
    const as = { token: body.accessToken }
    expect(await platform.delete('/api/v1/blogs/second-hand', as)).toMatchObject({ status: 204 })
    await expect(seedDemo(platform.url, quietly)).rejects.toThrow(/called ines, but this is not the whole/)
  })
})
