import { until } from '@quark/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aWriter, type Community, PASSWORD, startCommunity } from './community.ts'
import { Visitor } from './visitor.ts'

describe('a session of the web', () => {
  let community: Community
  beforeAll(async () => {
    community = await startCommunity()
  })
  afterAll(() => community.stop())

  const stranger = (): Visitor => new Visitor(community.quark.url)
  const rows = (username: string) => community.db`select * from web_session where username = ${username}`
  const expire = (username: string) =>
    community.db`update web_session set access_expires_at = now() - interval '1 second' where username = ${username}`
  const isSignedIn = async (visitor: Visitor): Promise<boolean> => (await visitor.open('/settings')).status === 200

  it('begins with the registration and is a cookie that scripts cannot read', async () => {
    const { username } = await aWriter(community)
    const visitor = stranger()
    const { status, to, setCookies } = await visitor.submit('/login?next=/write', {
      login: username,
      password: PASSWORD,
    })
    expect({ status, to }).toEqual({ status: 303, to: '/write' })
    expect(setCookies).toEqual([
      expect.stringMatching(/^quark_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    expect(await isSignedIn(visitor)).toBe(true)
  })

  it('stores neither the id nor a token in clear', async () => {
    const { visitor, username } = await aWriter(community)
    const [row] = await rows(username)
    const stored = Object.values(row ?? {}).map((value) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
    )
    expect(stored.join()).not.toContain(visitor.cookie('quark_session'))
    expect(stored.join()).not.toContain('eyJ')
  })

  it('does not begin with a wrong password, and says so', async () => {
    const { username } = await aWriter(community)
    const { status, html, setCookies } = await stranger().submit('/login', {
      login: username,
      password: 'not this one',
    })
    expect(status).toBe(401)
    expect(html).toContain('The name or the password is not right.')
    expect(html).toContain(`value="${username}"`)
    expect(html).not.toContain('not this one')
    expect(setCookies).toEqual([])
  })

  it('goes on when its access token has ended, without the person noticing', async () => {
    const { visitor, username } = await aWriter(community)
    await expire(username)
    expect(await isSignedIn(visitor)).toBe(true)
    const [row] = await rows(username)
    expect(row?.access_expires_at.getTime()).toBeGreaterThan(Date.now())
    expect(await isSignedIn(visitor)).toBe(true)
  })

  it('is refreshed once by requests that come together', async () => {
    const { visitor, username } = await aWriter(community)
    await expire(username)
    const answers = await Promise.all(Array.from({ length: 10 }, () => visitor.open('/settings')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
  })

  it('ends in the other browser when it is revoked from this one', async () => {
    const { visitor, username } = await aWriter(community)
    const other = stranger()
    await other.submit('/login', { login: username, password: PASSWORD })
    const { html } = await visitor.open('/settings')
    expect(html).toContain('This device')
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? ''
    await visitor.submit('/settings?/revoke', { id })
    await expire(username)
    expect(await isSignedIn(other)).toBe(false)
    expect(other.cookie('quark_session')).toBeUndefined()
    expect(await isSignedIn(visitor)).toBe(true)
  })

  it('ends with the logout, here and at auth-service', async () => {
    const { visitor, username } = await aWriter(community)
    const { status, to } = await visitor.submit('/logout', {})
    expect({ status, to }).toEqual({ status: 303, to: '/' })
    expect(visitor.cookie('quark_session')).toBeUndefined()
    expect(await rows(username)).toHaveLength(0)
  })

  it('ends everywhere when the person deletes the account', async () => {
    const { visitor, username } = await aWriter(community)
    const other = stranger()
    await other.submit('/login', { login: username, password: PASSWORD })

    const slip = await visitor.submit('/settings?/delete', { confirm: 'yes' })
    expect(slip).toMatchObject({ status: 400, html: expect.stringContaining('Nothing was deleted') })

    expect(await visitor.submit('/settings?/delete', { confirm: username })).toMatchObject({ status: 303, to: '/' })
    await until('the sessions are gone', async () => (await rows(username)).length === 0)
    expect(await isSignedIn(other)).toBe(false)
  })

  it('learns a new name of its person', async () => {
    const { visitor, username } = await aWriter(community)
    await visitor.submit('/settings?/profile', { name: 'Countess Lovelace', 'bio.en': '', 'bio.ru': '', locale: 'en' })
    await until('the name has arrived', async () => (await rows(username))[0]?.name === 'Countess Lovelace')
    expect((await visitor.open('/')).html).toContain('Account of Countess Lovelace')
  })

  it('sends whoever has none to the login, and from there back, but never to another site', async () => {
    expect(await stranger().open('/settings')).toMatchObject({ status: 303, to: '/login?next=%2Fsettings' })
    const { username } = await aWriter(community)
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      const path = `/login?next=${encodeURIComponent(next)}`
      expect((await stranger().submit(path, { login: username, password: PASSWORD })).to).toBe('/')
    }
  })
})
