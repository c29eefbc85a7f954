import { randomUUID } from 'node:crypto'
import { UserDeleted } from '@quark/contracts/events/user'
import { startService, type TestService, until } from '@quark/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { service } from '../../src/service.js'
import {
  ADA,
  BLOG,
  blogStandIn,
  notificationStandIn,
  POST,
  type Trouble,
  type Troubles,
  userStandIn,
} from '../stand-ins.js'

const DEADLINE_MS = 800
const TROUBLES: Trouble[] = ['refuses', 'hangs', 'talks nonsense']

describe('a module that is away', () => {
  const troubles: Troubles = new Map()
  let bff: TestService
  beforeAll(async () => {
    const rpc = [blogStandIn(troubles), userStandIn(troubles), notificationStandIn(troubles)]
    bff = await startService(service, { rpc, env: { ANSWER_DEADLINE_MS: `${DEADLINE_MS}` } })
  })
  beforeEach(() => troubles.clear())
  afterAll(() => bff.stop())

  /** Asks as somebody new, so that nothing is remembered, and looks at the time. */
  const ask = async (path: string, as: 'nobody' | 'somebody' = 'somebody') => {
    const client = as === 'somebody' ? bff.as(randomUUID()) : bff
    const began = performance.now()
    const answer = await client.get(`/api/v1${path}`)
    expect(performance.now() - began).toBeLessThan(DEADLINE_MS + 700)
    return answer
  }

  it('is missed by nobody while all of them answer', async () => {
    expect(await ask('/feed?tab=forYou')).toMatchObject({
      status: 200,
      body: {
        tab: 'forYou',
        degraded: [],
        nextCursor: null,
        items: [
          {
            id: POST.id,
            author: ADA,
            reactions: { likes: 2, comments: 1, liked: true, bookmarked: false },
            reasons: [{ kind: 'followed' }, { kind: 'tag', tag: 'rain' }],
          },
        ],
      },
    })
    expect(await ask('/me')).toMatchObject({
      status: 200,
      body: {
        profile: { username: 'ada' },
        blogs: [BLOG],
        drafts: { count: 1 },
        unread: { notifications: 3 },
        degraded: [],
      },
    })
  })

  describe.each(TROUBLES)('that %s', (trouble) => {
    it.each(['forYou', 'following', 'newest'])('leaves the authors of %s as blog-service knew them', async (tab) => {
      const purge = await bff.publish(UserDeleted, { userId: ADA.id })
      await until('Ada to be forgotten', () => bff.handled(purge))
      troubles.set('getProfiles', trouble)
      const { status, body } = await ask(`/feed?tab=${tab}`)
      expect(status).toBe(200)
      expect(body).toMatchObject({ degraded: ['authors'], items: [{ author: POST.author, reactions: { likes: 2 } }] })
    })

    it('leaves the order for you without whom you follow', async () => {
      troubles.set('listFollowed', trouble)
      const { body } = await ask('/feed?tab=forYou')
      expect(body).toMatchObject({ degraded: ['follows'], items: [{ reasons: [{ kind: 'tag' }] }] })
    })

    it('leaves the order for you without your taste', async () => {
      troubles.set('readTaste', trouble)
      const { body } = await ask('/feed?tab=forYou')
      expect(body).toMatchObject({ degraded: ['taste'], items: [{ reasons: [{ kind: 'followed' }] }] })
    })

    it('shows nothing else for what people you follow wrote', async () => {
      troubles.set('listFollowed', trouble)
      expect(await ask('/feed?tab=following')).toMatchObject({
        status: 200,
        body: { items: [], degraded: ['follows'] },
      })
    })

    it('leaves the counts as they were with the list', async () => {
      troubles.set('countReactions', trouble)
      const { body } = await ask(`/feed?tag=${trouble.replaceAll(' ', '-')}`, 'nobody')
      expect(body).toMatchObject({ degraded: ['reactions'], items: [{ reactions: { likes: 2 } }] })
    })

    it('is an error within the deadline only when there is no list', async () => {
      troubles.set('listPosts', trouble)
      for (const tab of ['forYou', 'following', 'newest']) {
        expect(await ask(`/feed?tab=${tab}`)).toMatchObject({ status: 503, body: { code: 'blog-service-unavailable' } })
      }
    })

    it('leaves the caller’s own page without that part', async () => {
      troubles.set('getProfiles', trouble)
      expect((await ask('/me')).body).toMatchObject({ profile: null, blogs: [BLOG], degraded: ['profile'] })
      troubles.clear()
      troubles.set('listOwn', trouble)
      expect((await ask('/me')).body).toMatchObject({
        profile: { username: 'ada' },
        blogs: null,
        drafts: null,
        degraded: ['blogs'],
      })
      troubles.clear()
      troubles.set('countUnread', trouble)
      expect((await ask('/me')).body).toMatchObject({ blogs: [BLOG], unread: null, degraded: ['unread'] })
    })
  })

  it('is nothing that nobody in particular sees while the list is remembered', async () => {
    await ask('/feed?tag=remembered', 'nobody')
    for (const method of ['listPosts', 'countReactions', 'getProfiles']) troubles.set(method, 'hangs')
    expect(await ask('/feed?tag=remembered', 'nobody')).toMatchObject({ status: 200, body: { degraded: [] } })
  })

  it('may be all of them: the caller is still known', async () => {
    troubles.set('getProfiles', 'hangs').set('listOwn', 'hangs')
    const { status, body } = await ask('/me')
    expect(status).toBe(200)
    expect(body).toMatchObject({ profile: null, blogs: null, drafts: null, roles: ['member'] })
    expect(body.degraded.sort()).toEqual(['blogs', 'profile'])
  })
})
