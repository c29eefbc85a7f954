import { UserCreated } from '@quark/contracts/events/auth'
import { CommentCreated, PostDeleted, PostLiked, PostPublished, PostUnliked } from '@quark/contracts/events/blog'
import { MessageSent } from '@quark/contracts/events/messages'
import { UserDeleted, UserFollowed, UserUnfollowed } from '@quark/contracts/events/user'
import { uuidv7 } from '@quark/service-kit'
import { type TestClient, type TestService, until } from '@quark/testing'

export const LIST = '/api/v1/notifications'

export interface Person {
  id: string
  name: string
  client: TestClient
}

export interface Post {
  postId: string
  authorId: string
  title: string
  path: string
}

/** The platform around the module: what happens in it, told by events as the other modules tell it, and taken in. */
export class World {
  private made = 0

  constructor(private readonly service: TestService) {}

  async person(name: string): Promise<Person> {
    const id = uuidv7()
    const username = `${name.toLowerCase()}-${++this.made}`
    await this.taken(this.service.publish(UserCreated, { userId: id, username, name, locale: 'en' }))
    return { id, name, client: this.service.as(id) }
  }

  people(...names: string[]): Promise<Person[]> {
    return Promise.all(names.map((name) => this.person(name)))
  }

  async post(author: Person, title = 'A quiet post', given: { at?: Date; postId?: string; revision?: number } = {}) {
    const { at = new Date(), postId = uuidv7(), revision = 1 } = given
    const path = `/b/blog/${title.toLowerCase().replaceAll(' ', '-')}`
    const post = { postId, blogId: uuidv7(), authorId: author.id, path, title, excerpt: '', tags: [] }
    const event = { ...post, language: 'en', publishedAt: at.toISOString(), revision } as const
    await this.taken(this.service.publish(PostPublished, event))
    return post
  }

  like({ postId, authorId }: Post, who: Person, at = new Date()): Promise<void> {
    const news = { postId, postAuthorId: authorId, userId: who.id, likedAt: at.toISOString() }
    return this.taken(this.service.publish(PostLiked, news))
  }

  unlike({ postId }: Post, who: Person): Promise<void> {
    return this.taken(this.service.publish(PostUnliked, { postId, userId: who.id }))
  }

  async comment({ postId, authorId }: Post, who: Person, answered?: { commentId: string; author: Person }) {
    const commentId = uuidv7()
    const parent = { parentId: answered?.commentId ?? null, parentAuthorId: answered?.author.id }
    const news = { commentId, postId, postAuthorId: authorId, authorId: who.id, ...parent }
    await this.taken(this.service.publish(CommentCreated, news))
    return { commentId, author: who }
  }

  follow(who: Person, whom: Person): Promise<void> {
    const news = { followerId: who.id, followedId: whom.id, followedAt: new Date().toISOString() }
    return this.taken(this.service.publish(UserFollowed, news))
  }

  /** Somebody writes to these, who are away. */
  write(who: Person, away: readonly Person[]): Promise<void> {
    const awayIds = away.map(({ id }) => id)
    return this.taken(
      this.service.publish(MessageSent, {
        messageId: uuidv7(),
        conversationId: uuidv7(),
        senderId: who.id,
        mediaIds: [],
        seq: 1,
        kind: 'group',
        recipientIds: awayIds,
        awayIds,
        sentAt: new Date().toISOString(),
      }),
    )
  }

  unfollow(who: Person, whom: Person): Promise<void> {
    return this.taken(this.service.publish(UserUnfollowed, { followerId: who.id, followedId: whom.id }))
  }

  remove({ postId, authorId, path }: Post, reason: 'deleted' | 'unpublished' = 'deleted'): Promise<void> {
    return this.taken(this.service.publish(PostDeleted, { postId, blogId: uuidv7(), authorId, path, reason }))
  }

  leave(who: Person): Promise<void> {
    return this.taken(this.service.publish(UserDeleted, { userId: who.id }))
  }

  private async taken(publishing: Promise<string>): Promise<void> {
    const id = await publishing
    await until('the event is taken in', () => this.service.handled(id))
    const dead = await this.service.events.deadLetters('notification-service')
    if (dead.length > 0) throw new Error(dead[0]?.error)
  }
}

/** What a person sees in their list: `like: Ada, Bob (2) of A quiet post`, the unread ones with a star. */
export async function listOf({ client }: Person): Promise<string[]> {
  const { status, body } = await client.get(LIST)
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.items.map(told)
}

export const unreadOf = async ({ client }: Person): Promise<number> => (await client.get(LIST)).body.unread

interface Told {
  kind: string
  actors: { name: string }[]
  actorCount: number
  post: { title: string } | null
  read: boolean
}

const told = ({ kind, actors, actorCount, post, read }: Told): string =>
  `${read ? '' : '* '}${kind}: ${actors.map(({ name }) => name).join(', ')} (${actorCount})${post ? ` of ${post.title}` : ''}`
