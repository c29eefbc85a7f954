import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aWriter, type Community, startCommunity } from './community.ts'
import { Visitor } from './visitor.ts'

const OWN = { 'sec-fetch-site': 'same-origin' }
/** The value of a hidden field. */
const fieldIn = (html: string, name: string): string =>
  new RegExp(`name="${name}"[^>]*value="([^"]+)"`).exec(html)?.[1] ?? ''

describe('the messenger without scripts', () => {
  let community: Community
  beforeAll(async () => {
    community = await startCommunity()
  })
  afterAll(() => community.stop())

  const idOf = async (visitor: Visitor, username: string): Promise<string> =>
    JSON.parse((await visitor.ask('GET', `/-/api/v1/user/${username}`, { headers: OWN })).html).id

  const two = async () => {
    const [one, other] = [await aWriter(community), await aWriter(community)]
    const memberIds = await idOf(one.visitor, other.username)
    const begun = await one.visitor.submit('/messages/new?/begin', { memberIds })
    expect(begun.status).toBe(303)
    return { one, other, path: begun.to ?? '' }
  }

  it('is for those who are signed in', async () => {
    const stranger = new Visitor(community.quark.url)
    for (const path of ['/messages', '/messages/new', '/messages/01a21214-1b64-74ef-86c4-896ea515b5d8'])
      expect(await stranger.open(path)).toMatchObject({ status: 303, to: `/login?next=${encodeURIComponent(path)}` })
  })

  it('finds a person by their username, begins the conversation, sends, and shows what came', async () => {
    const { one, other, path } = await two()
    const found = await one.visitor.open(`/messages/new?q=@${other.username.toUpperCase()}`)
    expect(found.html).toContain(`?with=${other.username}`)
    const chosen = await one.visitor.open(`/messages/new?with=${other.username}`)
    expect(fieldIn(chosen.html, 'memberIds')).toBe(await idOf(one.visitor, other.username))

    const empty = await one.visitor.open(path)
    const form = { clientId: fieldIn(empty.html, 'clientId'), text: 'Hello <there>' }
    const sent = await one.visitor.submit(`${path}?/send`, form)
    expect(sent).toMatchObject({ status: 303, to: path })
    // The same form again, as a browser sends it after "back": still one message.
    await one.visitor.submit(`${path}?/send`, form)

    const list = await other.visitor.open('/messages')
    expect(list.html).toContain('Hello &lt;there>')
    expect(list.html).toContain('1 unread message')
    expect(list.html).toMatch(/<title>\(1\) /)
    const thread = await other.visitor.open(path)
    expect(thread.html.match(/data-message=/g)).toHaveLength(1)
    expect((await other.visitor.open('/messages')).html).not.toContain('1 unread message')
    expect((await one.visitor.open(path)).html).toContain('data-tick="read"')
  })

  it('says why a message was not sent, and keeps what was typed', async () => {
    const { one, other, path } = await two()
    const refused = await one.visitor.submit(`${path}?/send`, { clientId: 'no-id', text: 'typed' })
    expect(refused.status).toBe(400)
    expect(refused.html).toContain('typed</textarea>')

    const userId = await idOf(other.visitor, one.username)
    expect((await other.visitor.submit(`${path}/people?/block`, { userId })).status).toBe(303)
    const { html } = await one.visitor.open(path)
    const blocked = await one.visitor.submit(`${path}?/send`, {
      clientId: fieldIn(html, 'clientId'),
      text: 'still typed',
    })
    expect(blocked.status).toBe(403)
    expect(blocked.html).toContain('One of you has blocked the other.')
    expect(blocked.html).toContain('still typed</textarea>')
  })

  it('shows older messages by a link', async () => {
    const { one, path } = await two()
    const id = path.split('/').at(-1)
    for (let number = 1; number <= 55; number++) {
      const body = { clientId: crypto.randomUUID(), text: `number ${number}.` }
      await one.visitor.ask('POST', `/-/api/v1/conversations/${id}/messages`, { body, headers: OWN })
    }
    const { html } = await one.visitor.open(path)
    expect(html).toContain('number 55.')
    expect(html).not.toContain('number 5.')
    const older = /href="([^"]+\?before=\d+)"/.exec(html)?.[1] ?? ''
    const before = await one.visitor.open(older)
    expect(before.html).toContain('number 5.')
    expect(before.html).toContain('?after=')
  })

  it('makes a group, renames it, adds and removes people, leaves it', async () => {
    const { one, other } = await two()
    const third = await aWriter(community)
    const [memberIds, userId] = [await idOf(one.visitor, other.username), await idOf(one.visitor, third.username)]
    const path = (await one.visitor.submit('/messages/new?/begin', { memberIds, title: 'Walkers' })).to ?? ''
    const people = `${path}/people`
    expect((await one.visitor.submit(`${people}?/add`, { username: `@${third.username} ` })).status).toBe(303)
    expect((await one.visitor.submit(`${people}?/rename`, { title: 'Early walkers' })).status).toBe(303)
    const seen = await third.visitor.open(people)
    expect(seen.html).toContain('Early walkers')
    expect(seen.html).not.toContain('?/remove')

    expect((await third.visitor.submit(`${people}?/rename`, { title: 'Mine' })).html).toContain('Only the owner')
    const nobody = await one.visitor.submit(`${people}?/add`, { username: 'nobody at all' })
    expect(nobody).toMatchObject({ status: 404 })
    expect(nobody.html).toContain('Nobody has this username.')

    expect((await one.visitor.submit(`${people}?/remove`, { userId })).status).toBe(303)
    expect((await third.visitor.open(path)).status).toBe(404)
    expect(await other.visitor.submit(`${people}?/leave`, {})).toMatchObject({ status: 303, to: '/messages' })
    expect((await other.visitor.open(path)).status).toBe(404)
  })

  it('lets the socket of this site through for those who are signed in', async () => {
    const { one } = await two()
    const socket = community.quark.url.replace('http', 'ws')
    const policyOf = async (visitor: Visitor) => (await visitor.open('/')).headers.get('content-security-policy') ?? ''
    expect(await policyOf(one.visitor)).toContain(`connect-src 'self' ${socket};`)
    expect(await policyOf(new Visitor(community.quark.url))).not.toContain('ws:')
  })
})
