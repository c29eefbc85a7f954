import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { SessionEnded } from '@quark/contracts/events/auth'
import { startService, type TestService, until } from '@quark/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service as definition } from '../../src/service.js'
import { LIST, type Person, type Post, World } from '../builders.js'
import { Live } from '../live.js'

const PATH = `${LIST}/stream`
const EVENTS = { headers: { accept: 'text/event-stream' } }
const ENV = { NOTIFICATION_STREAMS_PER_PERSON: '3', NOTIFICATION_HEARTBEAT_SECONDS: '0.5' }

describe('the stream', () => {
  let one: TestService
  let two: TestService
  let world: World
  let bob: Person
  beforeAll(async () => {
    one = await startService(definition, { env: ENV })
    // Without a heartbeat of use, so that what comes in time came by a wake-up.
    two = await startService(definition, { beside: one, env: { ...ENV, NOTIFICATION_HEARTBEAT_SECONDS: '60' } })
    world = new World(one)
    bob = await world.person('Bob')
  })
  afterAll(async () => {
    await two?.stop()
    await one?.stop()
  })

  const open = async (at: TestService, { id }: Person, lastEventId?: number, claims = {}): Promise<Live> =>
    Live.open(at.url, await one.mint.tokenFor(id, claims), lastEventId)
  const anAuthor = async (): Promise<[Person, Post]> => {
    const ada = await world.person('Ada')
    return [ada, await world.post(ada)]
  }

  it('brings what happens and what is unread, whichever replica it is open at', async () => {
    const [ada, post] = await anAuthor()
    const lives = await Promise.all([open(one, ada), open(two, ada)])
    await until('both have begun', () => lives.every(({ unread }) => unread === 0))
    expect(lives[0]?.response.headers.get('content-type')).toBe('text/event-stream')

    await world.comment(post, bob)
    await until('both are told', () => lives.every(({ unread }) => unread === 1))
    for (const { events } of lives) {
      const news = { id: 1, event: 'notification', data: { seq: 1, kind: 'comment', actors: [{ name: 'Bob' }] } }
      expect(events).toMatchObject([{ id: 0, event: 'unread' }, news, { id: 1, event: 'unread' }])
    }
    await ada.client.put(`${LIST}/read`, { upTo: 1 })
    await until('both hear that it is read', () => lives.every(({ unread }) => unread === 0))
    await Promise.all(lives.map((live) => live.leave()))
  })

  it('shows by itself that it is alive, and finds what no wake-up told of', async () => {
    const [ada, post] = await anAuthor()
    const live = await open(one, ada)
    await world.comment(post, bob)
    await until('it is told', () => live.unread === 1)
    await one.db`update notification set read_at = now() where person_id = ${ada.id}`
    await until('it has looked', () => live.unread === 0)
    await until('it is alive', () => live.heartbeats > 1)
    await live.leave()
  })

  it('gives a client that comes back what it missed, once and in order, over two replicas', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('comment', 'cut', 'switch'), { minLength: 8, maxLength: 24 }),
        async (steps) => {
          const [ada, post] = await anAuthor()
          const replicas = [one, two]
          const seen: number[] = []
          let written = 0
          let at = 0
          let last: number | undefined = 0
          let live = await open(replicas[at] as TestService, ada, last)
          const writing: Promise<unknown>[] = []
          for (const step of steps) {
            if (step === 'comment') {
              written++
              writing.push(world.comment(post, bob))
              continue
            }
            // Cut in the middle of whatever is on its way.
            await live.leave()
            seen.push(...live.seqs)
            last = live.lastId ?? last
            at = step === 'switch' ? 1 - at : at
            live = await open(replicas[at] as TestService, ada, last)
          }
          await Promise.all(writing)
          await until('all came', () => seen.length + live.seqs.length >= written)
          await live.leave()
          seen.push(...live.seqs)
          expect(seen).toEqual(Array.from({ length: written }, (_, index) => index + 1))
        },
      ),
      { numRuns: 12 },
    )
  }, 120_000)

  it('begins with now for a client that says nothing, and for one that knows more than there is', async () => {
    const [ada, post] = await anAuthor()
    await world.comment(post, bob)
    const lives = [await open(one, ada), await open(one, ada, 999)]
    await until('both have begun', () => lives.every(({ unread }) => unread === 1))
    expect(lives.map(({ seqs, lastId }) => ({ seqs, lastId }))).toEqual(Array(2).fill({ seqs: [], lastId: 1 }))
    await Promise.all(lives.map((live) => live.leave()))
  })

  it('ends with its token and with its session, and no other', async () => {
    const [ada] = await anAuthor()
    const sid = randomUUID()
    const short = await open(one, ada, undefined, { exp: Math.ceil(Date.now() / 1000) + 1 })
    const lives = [await open(two, ada, undefined, { sid }), await open(one, ada)]
    await until('the short one is over', () => short.over)
    expect(lives.map(({ over }) => over)).toEqual([false, false])

    await one.publish(SessionEnded, { sessionId: sid, userId: ada.id })
    await until('the one of the session is over', () => lives[0]?.over)
    expect(lives[1]?.over).toBe(false)
    await world.leave(ada)
    await until('all are over', () => lives[1]?.over)
  })

  it('is refused beyond what one person may have, and to be had again when one closes', async () => {
    const [ada] = await anAuthor()
    const lives = [await open(one, ada), await open(one, ada), await open(one, ada)]
    expect(await ada.client.get(PATH, EVENTS)).toMatchObject({ status: 429, body: { code: 'too-many-streams' } })
    await lives[0]?.leave()
    const again = await until('there is room', async () => {
      const live = await open(one, ada)
      return live.response.ok && live
    })
    await Promise.all([...lives.slice(1), again].map((live) => live.leave()))
  })

  it('is refused without a token, without asking for events, and with a place that none gave out', async () => {
    const [ada] = await anAuthor()
    expect(await one.get(PATH, EVENTS)).toMatchObject({ status: 401 })
    expect(await ada.client.get(PATH)).toMatchObject({ status: 406, body: { code: 'event-stream-only' } })
    for (const place of ['-1', '1.5', 'abc', '99999999999', '2147483648']) {
      const headers = { ...EVENTS.headers, 'last-event-id': place }
      expect(await ada.client.get(PATH, { headers })).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
    }
    const head = await ada.client.request('HEAD', PATH, EVENTS)
    expect(head.status).toBe(200)
    const lives = [await open(one, ada), await open(one, ada), await open(one, ada)]
    expect(lives.map(({ response }) => response.status)).toEqual([200, 200, 200])
    await Promise.all(lives.map((live) => live.leave()))
  })

  it('waits for a client that does not read, holds little for it, and then tells it all', async () => {
    const [ada] = await anAuthor()
    const title = 'x'.repeat(4000)
    await one.db`insert into post (id, author_id, title, path, revision)
      values (${ada.id}, ${ada.id}, ${title}, '/b/a/b', 1)`
    await one.db`insert into notification (id, person_id, kind, seq, post_id, happened_at)
      select gen_random_uuid(), ${ada.id}, 'comment', n, ${ada.id}, now() from generate_series(1, 5000) n`
    await one.db`insert into mailbox (person_id, last_seq) values (${ada.id}, 5000)`
    const token = await one.mint.tokenFor(ada.id)
    const { hostname, port } = new URL(one.url)
    const socket = connect(Number(port), hostname)
    socket.pause()
    socket.write(
      `GET ${PATH} HTTP/1.1\r\nHost: q\r\nAccept: text/event-stream\r\nLast-Event-ID: 0\r\nAuthorization: Bearer ${token}\r\nConnection: close\r\n\r\n`,
    )
    const [post] = [await world.post(await world.person('Eve'))]
    // Others are told meanwhile.
    const other = await open(one, { ...ada, id: post.authorId })
    await world.comment(post, bob)
    await until('somebody else is told', () => other.unread === 1)
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(64 * 2 ** 20)

    let text = ''
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
    })
    socket.resume()
    await until('all of it came', () => text.includes('id: 5000\n'), 30_000)
    const seqs = [...text.matchAll(/^id: (\d+)\nevent: notification/gm)].map(([, id]) => Number(id))
    expect(seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0))).toBe(true)
    socket.destroy()
    await other.leave()
  })

  it('does not hold up a replica that stops', async () => {
    const [ada] = await anAuthor()
    const third = await startService(definition, { beside: one, env: ENV })
    const live = await Live.open(third.url, await one.mint.tokenFor(ada.id))
    await until('it has begun', () => live.unread === 0)
    const start = performance.now()
    await third.stop()
    expect(performance.now() - start).toBeLessThan(5000)
    await until('it is over', () => live.over)
  })
})
