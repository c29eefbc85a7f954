import { service as apiGateway } from '@quark/api-gateway'
import { service as authService } from '@quark/auth-service'
import { startTestPlatform } from '@quark/testing'
import { service as userService } from '@quark/user-service'
import { service as web } from '@quark/web'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aWriter, type Community, startCommunity } from './community.ts'
import { Visitor } from './visitor.ts'

describe('pages without scripts', () => {
  let community: Community
  beforeAll(async () => {
    community = await startCommunity()
  })
  afterAll(() => community.stop())

  /** A blog with one post in it, and where they are. */
  async function aPost() {
    const { visitor, username } = await aWriter(community)
    const slug = `blog-of-${username}`
    await visitor.submit('/blogs/new', { slug, title: 'Notebook', description: '', language: 'en' })
    const headers = { origin: community.quark.url }
    const blogId = JSON.parse((await visitor.ask('GET', `/-/api/v1/blogs/${slug}`, { headers })).html).id
    const draft = { blogId, title: '', html: '<p></p>' }
    const made = await visitor.ask('POST', '/-/api/v1/posts', { body: draft, headers })
    const editor = `/write/${JSON.parse(made.html).id}`
    const etag = { 'if-match': '"1"', origin: community.quark.url }
    await visitor.send(`${editor}/draft`, { title: 'A walk', html: '<p>It rained.</p>', tags: ['rain'] }, etag)
    const address = (await visitor.submit(`${editor}?/publish`, {})).to ?? ''
    return { visitor, username, slug, editor, address }
  }

  it('carry a person from the first blog to a published post and a comment on it', async () => {
    const { visitor, address, slug } = await aPost()
    expect(address).toBe(`/b/${slug}/a-walk`)
    const { to } = await visitor.submit(`${address}?/comment`, { text: 'I was there.\nReally.' })
    expect(to).toMatch(new RegExp(`^${address}\\?at=(.+)#c-\\1$`))

    const seen = await new Visitor(community.quark.url).open(address)
    expect(seen.html).toContain('<p>It rained.</p>')
    expect(seen.html).toContain('I was there.')
    expect(seen.html).toContain('>Log in to answer</a>')

    const id = /#c-(.+)$/.exec(to ?? '')?.[1] ?? ''
    await visitor.submit(`${address}?/delete`, { id })
    expect((await visitor.open(address)).html).not.toContain('I was there.')
  })

  it('follow a person and like a post, and take both back', async () => {
    const { username, address } = await aPost()
    const { visitor } = await aWriter(community)
    const profile = `/@${username}`

    expect(await visitor.submit(`${profile}?/follow`, {})).toMatchObject({ status: 303, to: profile })
    expect((await visitor.open(profile)).html).toMatch(/1 follower(?!s)[\s\S]*\?\/unfollow"/)
    await visitor.submit(`${profile}?/unfollow`, {})
    expect((await visitor.open(profile)).html).toMatch(/0 followers[\s\S]*\?\/follow"/)

    const post = await idOf(address)
    const back = `${address}#like`
    expect(await visitor.submit('/marks?/like', { post, back })).toMatchObject({ status: 303, to: back })
    expect((await visitor.open(address)).html).toMatch(/\?\/unlike"[\s\S]*aria-pressed="true"[\s\S]*1 like(?!s)/)
    expect((await visitor.open(`${address}/likes`)).html).toContain('>Ada</span>')
    await visitor.submit('/marks?/unlike', { post, back })
    expect((await visitor.open(address)).html).toMatch(/\?\/like"[\s\S]*aria-pressed="false"/)
  })

  const idOf = async (address: string): Promise<string> =>
    /name="post" value="([^"]+)"/.exec((await (await aWriter(community)).visitor.open(address)).html)?.[1] ?? ''

  it('keep bookmarks in a list of their own, and take them back from there', async () => {
    const { address } = await aPost()
    const { visitor } = await aWriter(community)
    const post = await idOf(address)
    await visitor.submit('/marks?/bookmark', { post, back: '/bookmarks' })
    expect((await visitor.open('/bookmarks')).html).toContain(`href="${address}"`)
    expect((await visitor.submit('/marks?/unbookmark', { post, back: 'https://evil.example' })).to).toBe('/')
    expect((await visitor.open('/bookmarks')).html).toContain('Nothing kept yet')
    const nothing = await visitor.submit('/marks?/like', { post: crypto.randomUUID(), back: '/' })
    expect(nothing).toMatchObject({ status: 404, html: expect.stringContaining('This post is no longer there.') })
    expect((await new Visitor(community.quark.url).open('/bookmarks')).to).toMatch(/^\/login\?next=/)
  })

  it('change a comment, answer it, and leave its place when it is deleted', async () => {
    const { visitor, address } = await aPost()
    const { to } = await visitor.submit(`${address}?/comment`, { text: 'See https://example.org/ <b>' })
    const id = /#c-(.+)$/.exec(to ?? '')?.[1] ?? ''
    const { html } = await visitor.open(`${address}?edit=${id}`)
    expect(html).toMatch(new RegExp(`action="\\?/edit&amp;edit=${id}[^"]*"[\\s\\S]*name="revision" value="1"`))

    const change = { id, revision: '1', text: 'Second thoughts' }
    expect(await visitor.submit(`${address}?/edit&edit=${id}`, change)).toMatchObject({ status: 303, to })
    expect((await visitor.open(address)).html).toMatch(/edited[\s\S]*Second thoughts/)
    const stale = await visitor.submit(`${address}?/edit&edit=${id}`, { ...change, text: 'Third' })
    expect(stale).toMatchObject({ status: 412, html: expect.stringContaining('in another window') })
    expect(stale.html).toMatch(/As it is now:[\s\S]*Second thoughts[\s\S]*value="2"[\s\S]*Third/)

    const answering = (await visitor.open(`${address}?reply=${id}`)).html
    expect(answering).toContain(`name="parentId" value="${id}"`)
    await visitor.submit(`${address}?/comment`, { text: 'An answer', parentId: id })
    await visitor.submit(`${address}?/delete`, { id })
    const left = (await visitor.open(address)).html
    expect(left).toMatch(/1 comment(?!s)[\s\S]*Deleted comment[\s\S]*An answer/)
    expect(left).not.toContain('Second thoughts')
  })

  it('show followers and whom a person follows, with buttons to follow them', async () => {
    const { username } = await aPost()
    const { visitor, username: fan } = await aWriter(community)
    await visitor.submit(`/@${username}?/follow`, {})
    const back = `/@${username}/followers`
    expect((await visitor.open(back)).html).toContain(`href="/@${fan}"`)
    expect((await visitor.open(`/@${fan}/following`)).html).toContain(`action="/@${username}?/unfollow"`)
    expect((await visitor.submit(`/@${username}?/unfollow`, { back })).to).toBe(back)
    expect((await visitor.open(back)).html).toContain('Nobody follows Ada yet.')
  })

  it('send a visitor who is not logged in to the login from a like or a follow, and back', async () => {
    const { username, address } = await aPost()
    const stranger = new Visitor(community.quark.url)
    expect((await stranger.submit(`/@${username}?/follow`, {})).to).toMatch(/^\/login\?next=/)
    expect((await stranger.submit('/marks?/like', { back: address })).to).toMatch(/^\/login\?next=/)
    expect((await stranger.open(address)).html).toContain(`/login?next=${encodeURIComponent(`${address}#like`)}`)
  })

  it('keep what was typed when it is refused, and say what is wrong with it', async () => {
    const { visitor } = await aWriter(community)
    const { status, html } = await visitor.submit('/blogs/new', {
      slug: 'Нет',
      title: 'Тетрадь',
      description: 'd',
      language: 'ru',
    })
    expect(status).toBe(400)
    expect(html).toContain('value="Тетрадь"')
    expect(html).toContain('Only Latin letters and digits')
    expect(html).toMatch(/aria-invalid="true"/)
  })

  it('remember the language and the theme that were chosen', async () => {
    const visitor = new Visitor(community.quark.url, 'ru-RU,ru;q=0.9')
    expect((await visitor.open('/')).html).toMatch(/<html lang="ru" data-theme="system"/)
    const { to } = await visitor.submit('/preferences', { locale: 'en', back: '/search?q=x' })
    await visitor.submit('/preferences', { theme: 'dark', back: '//evil.example' })
    expect(to).toBe('/search?q=x')
    expect((await visitor.open('/')).html).toMatch(/<html lang="en" data-theme="dark"/)
  })

  it.each(['/login', '/logout', '/preferences', '/settings?/delete'])(
    'refuse a form at %s that another site sent',
    async (path) => {
      const { visitor } = await aWriter(community)
      expect((await visitor.submit(path, {}, 'https://evil.example')).status).toBe(403)
      expect((await visitor.submit(path, {}, null)).status).toBe(403)
    },
  )

  it('save a draft for nobody but its author, from nowhere but the editor', async () => {
    const { visitor, editor } = await aPost()
    const draft = { title: 'Mine now', html: '<p>x</p>', tags: [] }
    const origin = community.quark.url
    const path = `${editor}/draft`
    const other = (await aWriter(community)).visitor
    expect((await visitor.send(path, draft, { 'if-match': '*', origin: 'https://evil.example' })).status).toBe(403)
    expect((await visitor.send(path, draft, { 'if-match': '*' })).status).toBe(403)
    expect((await visitor.send(path, draft, { origin })).status).toBe(400)
    expect((await visitor.send(path, { ...draft, more: 1 }, { 'if-match': '*', origin })).status).toBe(400)
    expect((await other.send(path, draft, { 'if-match': '*', origin })).status).toBe(403)
    expect((await new Visitor(origin).send(path, draft, { 'if-match': '*', origin })).status).toBe(401)
    expect((await other.open(editor)).status).toBe(403)
  })

  it('tell the editor what the post has become elsewhere', async () => {
    const { visitor, editor } = await aPost()
    const headers = { 'if-match': '"1"', origin: community.quark.url }
    const answer = await visitor.send(`${editor}/draft`, { title: 'Old', html: '<p>old</p>', tags: [] }, headers)
    expect(answer.status).toBe(412)
    expect(JSON.parse(answer.html)).toMatchObject({
      theirs: { title: 'A walk', html: '<p>It rained.</p>', tags: ['rain'] },
    })
  })

  it('are not for shared caches and run nothing but their own scripts', async () => {
    const { headers } = await new Visitor(community.quark.url).open('/')
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/=]+'/)
    expect(policy).not.toContain('unsafe-inline')
    expect(policy).not.toContain('unsafe-eval')
  })

  it('answer 404 in the language of the reader, and health to operators', async () => {
    const { status, html } = await new Visitor(community.quark.url, 'ru').open('/b/nowhere')
    expect(status).toBe(404)
    expect(html).toContain('Такой страницы нет')
    for (const path of ['/b/%D0%BD%D0%B5%D1%82', '/@no%00body', '/?cursor=made-up', '/b/a/b/c']) {
      expect((await new Visitor(community.quark.url).open(path)).status, path).toBe(404)
    }
    expect((await community.quark.get('/health')).status).toBe(200)
  })
})

describe('a service that is away', () => {
  it('gives a calm page that says what to do, and leaves the rest of the site', async () => {
    const quark = await startTestPlatform([apiGateway, authService, userService, web])
    try {
      const visitor = new Visitor(quark.url)
      const { status, html } = await visitor.open('/')
      expect(status).toBe(503)
      expect(html).toContain('A part of the site is resting')
      expect((await visitor.open('/login')).status).toBe(200)
    } finally {
      await quark.stop()
    }
  })
})
