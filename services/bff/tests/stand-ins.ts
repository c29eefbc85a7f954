import { BlogService } from '@quark/contracts/rpc/blog/v1/blog_pb'
import { NotificationService } from '@quark/contracts/rpc/notification/v1/notification_pb'
import { UserService } from '@quark/contracts/rpc/user/v1/user_pb'
import { type RpcService, rpcService, uuidv7 } from '@quark/service-kit'

/** How a module that is stood in for answers; each method may be broken by itself. */
export type Trouble = 'refuses' | 'hangs' | 'talks nonsense'

/** What is wrong with which method; changed while it runs. */
export type Troubles = Map<string, Trouble>

export const ADA = { id: '0190a000-0000-7000-8000-00000000000a', username: 'ada', name: 'Ada' }
export const BLOG = { id: uuidv7(), slug: 'notes', title: 'Notes', language: 'en' }
export const POST = {
  id: '0190b000-0000-7000-8000-000000000001',
  blog: BLOG,
  slug: 'a-walk',
  title: 'A walk',
  excerpt: 'It rained.',
  tags: ['rain'],
  author: { ...ADA, name: 'As blog-service knew her' },
  publishedAt: '2026-11-20T10:00:00.000Z',
  updatedAt: '2026-11-20T10:00:00.000Z',
  readingMinutes: 1,
  revision: 1,
  reactions: { postId: '0190b000-0000-7000-8000-000000000001', likes: 2, comments: 1, liked: true, bookmarked: false },
}

const NONSENSE = { id: 'no id', username: '', name: '', locale: 'xx' }

/** blog-service with one post of Ada's. */
export const blogStandIn = (troubles: Troubles = new Map()): RpcService =>
  rpcService(BlogService, {
    listPosts: () => answer(troubles, 'listPosts', { posts: [POST], more: false }, { posts: [{ id: 'no id' }] }),
    listCandidates: () =>
      answer(
        troubles,
        'listCandidates',
        { candidates: [{ id: POST.id, authorId: ADA.id, tags: POST.tags, publishedAt: POST.publishedAt, likes: 2 }] },
        { candidates: [{ id: 'no id' }] },
      ),
    countReactions: () =>
      answer(
        troubles,
        'countReactions',
        { reactions: [{ ...POST.reactions, likes: 3, liked: false }] },
        { reactions: [{ postId: 'x' }] },
      ),
    readTaste: () =>
      answer(troubles, 'readTaste', { tags: [{ tag: 'rain', posts: 2 }] }, { tags: [{ tag: 'rain', posts: -1 }] }),
    listOwn: () =>
      answer(
        troubles,
        'listOwn',
        { blogs: [BLOG], drafts: [{ id: uuidv7(), title: '', blog: BLOG, updatedAt: POST.updatedAt }], draftCount: 1 },
        { blogs: [{ id: 'no id' }] },
      ),
  })

/** user-service, which knows everybody as Ada, and whose people all follow her. */
export const userStandIn = (troubles: Troubles = new Map()): RpcService =>
  rpcService(UserService, {
    getProfiles: ({ ids }) =>
      answer(
        troubles,
        'getProfiles',
        { profiles: ids.map((id) => ({ ...ADA, id, locale: 'en', revision: 1 })) },
        { profiles: [NONSENSE] },
      ),
    listFollowed: () => answer(troubles, 'listFollowed', { ids: [ADA.id] }, { ids: ['no id'] }),
  })

/** notification-service with three that are unread. */
export const notificationStandIn = (troubles: Troubles = new Map()): RpcService =>
  rpcService(NotificationService, {
    countUnread: () => answer(troubles, 'countUnread', { unread: 3 }, { unread: -1 }),
  })

async function answer<Message>(troubles: Troubles, method: string, good: Message, nonsense: object): Promise<Message> {
  const trouble = troubles.get(method)
  if (trouble === 'refuses') throw new Error('out of order')
  if (trouble === 'hangs') return new Promise(() => {})
  return trouble ? (nonsense as Message) : good
}
