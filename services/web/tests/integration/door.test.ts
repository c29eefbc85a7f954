import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aWriter, type Community, startCommunity } from './community.ts'
import { Visitor } from './visitor.ts'

const OWN = { 'sec-fetch-site': 'same-origin' }
const DRAFTS = '/-/api/v1/posts?status=draft'

describe('the door for scripts of our own pages', () => {
  let community: Community
  beforeAll(async () => {
    community = await startCommunity()
  })
  afterAll(() => community.stop())

  const expire = (username: string) =>
    community.db`update web_session set access_expires_at = now() - interval '1 second' where username = ${username}`
  const codeOf = ({ html }: { html: string }): string => JSON.parse(html).code

  it('knows the person by the cookie', async () => {
    const { visitor } = await aWriter(community)
    const { status, html } = await visitor.ask('GET', DRAFTS, { headers: OWN })
    expect(status).toBe(200)
    expect(JSON.parse(html)).toEqual({ items: [], nextCursor: null })
  })

  it('passes on what a script sends, and the answer with its headers', async () => {
    const { visitor, username } = await aWriter(community)
    const blog = { slug: `blog-of-${username}`, title: 'By a script', language: 'en' }
    const made = await visitor.ask('POST', '/-/api/v1/blogs', { body: blog, headers: OWN })
    expect(made.status).toBe(201)
    expect(JSON.parse(made.html)).toMatchObject({ slug: blog.slug, owner: { username } })
    const read = await visitor.ask('GET', `/-/api/v1/blogs/${blog.slug}`, { headers: OWN })
    const etag = read.headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    const again = await visitor.ask('GET', `/-/api/v1/blogs/${blog.slug}`, {
      headers: { ...OWN, 'if-none-match': etag },
    })
    expect(again.status).toBe(304)
  })

  it('lets a visitor without a session ask what anybody may', async () => {
    const stranger = new Visitor(community.quark.url)
    expect((await stranger.ask('GET', '/-/api/v1/posts', { headers: OWN })).status).toBe(200)
    const refused = await stranger.ask('GET', DRAFTS, { headers: OWN })
    expect({ status: refused.status, code: codeOf(refused) }).toEqual({ status: 401, code: 'not-signed-in' })
  })

  it.each([
    ['another site', 'POST', { 'sec-fetch-site': 'cross-site' }],
    ['another subdomain', 'POST', { 'sec-fetch-site': 'same-site' }],
    ['another site, for a picture', 'GET', { 'sec-fetch-site': 'cross-site' }],
    ['an old browser on another site', 'POST', { origin: 'https://evil.example' }],
    ['nobody knows whom', 'POST', {}],
    ['the address bar, for a change', 'POST', { 'sec-fetch-site': 'none' }],
  ])('is shut to a request by %s', async (_, method, headers) => {
    const { visitor, username } = await aWriter(community)
    const body = method === 'POST' ? { slug: `forged-${username}`, title: 'Forged', language: 'en' } : undefined
    const answer = await visitor.ask(method, method === 'POST' ? '/-/api/v1/blogs' : DRAFTS, { body, headers })
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 403, code: 'foreign-origin' })
    expect((await visitor.open(`/b/forged-${username}`)).status).toBe(404)
  })

  it('opens to an old browser that says by Origin that the page is ours', async () => {
    const { visitor, username } = await aWriter(community)
    const body = { slug: `old-${username}`, title: 'Old browser', language: 'en' }
    const headers = { origin: community.quark.url }
    expect((await visitor.ask('POST', '/-/api/v1/blogs', { body, headers })).status).toBe(201)
  })

  it.each(['/-/api/v1/auth/refresh', '/-/api/v1/auth/login', '/-/api/v1/auth/sessions', '/-/api/v1/auth/x?/ws-ticket'])(
    'has no way to what answers with tokens: %s',
    async (path) => {
      const { visitor } = await aWriter(community)
      const answer = await visitor.ask('POST', path, { body: {}, headers: OWN })
      expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 404, code: 'route-not-found' })
    },
  )

  it.each(['/-/api/v1//auth/login', '/-/api/v1/./auth/login', '/-/api/v1/%61uth/login', '/-/api/v1/AUTH/login'])(
    'is not talked round by %s',
    async (path) => {
      const { visitor } = await aWriter(community)
      expect((await visitor.ask('POST', path, { body: {}, headers: OWN })).status).toBe(404)
    },
  )

  it('does not hear a token that the request brings', async () => {
    const stranger = new Visitor(community.quark.url)
    const headers = { ...OWN, authorization: 'Bearer of-somebody' }
    expect((await stranger.ask('GET', '/-/api/v1/posts', { headers })).status).toBe(200)
  })

  it('renews the session when its token has ended, and the cookie with it', async () => {
    const { visitor, username } = await aWriter(community)
    await expire(username)
    const { status, setCookies } = await visitor.ask('GET', DRAFTS, { headers: OWN })
    expect(status).toBe(200)
    expect(setCookies).toEqual([
      expect.stringMatching(/^quark_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
  })

  it('says that a session has ended', async () => {
    const { visitor, username } = await aWriter(community)
    await community.db`delete from web_session where username = ${username}`
    const answer = await visitor.ask('GET', DRAFTS, { headers: OWN })
    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 401, code: 'session-ended' })
  })
})
