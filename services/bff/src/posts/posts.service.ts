import { randomUUID } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Cache } from '@quark/service-kit'
import type { Deadline } from '../parts/deadline.js'
import { PostsClient } from './posts.client.js'
import type { Candidate, Own, PageOf, PostCards, Reactions, TagCount } from './posts.schema.js'

/** Names the present state of all lists: a list that was kept under another one is not found any more. */
const LISTS = 'lists'
const CANDIDATES = 'candidates'
/** Likes move an order by taste a little; so much late is early enough. */
const CANDIDATES_MS = 10_000
const reactionsOf = (postId: string): string => `reactions:${postId}`

/**
 * Posts for pages. What is the same for everybody is cached for those who are nobody in particular; somebody who is
 * signed in is answered past the cache, so that what they did themselves is there at once.
 */
@Injectable()
export class PostsService {
  constructor(
    private readonly posts: PostsClient,
    private readonly cache: Cache,
  ) {}

  newest(tag: string, page: PageOf, viewerId: string, deadline: Deadline): Promise<PostCards> {
    return this.posts.newest(tag, page, viewerId, deadline)
  }

  /** As `newest`, for nobody in particular. The counts are those of when the list was read: see `reactions`. */
  async publicNewest(tag: string, page: PageOf, deadline: Deadline): Promise<PostCards> {
    const state = await this.cache.one(LISTS, async () => randomUUID())
    const { limit, after } = page
    const key = `newest:${state}:${limit}:${after?.publishedAt ?? ''}:${after?.id ?? ''}:${tag}`
    return this.cache.one(key, () => this.posts.newest(tag, page, '', deadline))
  }

  ofAuthors(ids: string[], page: PageOf, viewerId: string, deadline: Deadline): Promise<PostCards> {
    return this.posts.ofAuthors(ids, page, viewerId, deadline)
  }

  byIds(ids: string[], viewerId: string, deadline: Deadline): Promise<PostCards> {
    return this.posts.byIds(ids, viewerId, deadline)
  }

  candidates(deadline: Deadline): Promise<Candidate[]> {
    return this.cache.one(CANDIDATES, () => this.posts.candidates(deadline), CANDIDATES_MS)
  }

  /** The counts of these posts, for nobody in particular, by id. */
  async reactions(postIds: readonly string[], deadline: Deadline): Promise<Map<string, Reactions>> {
    const values = await this.cache.many(postIds.map(reactionsOf), async (missing) => {
      const prefix = reactionsOf('').length
      const counts = await this.posts.reactions(
        missing.map((key) => key.slice(prefix)),
        deadline,
      )
      return new Map([...counts].map(([id, count]) => [reactionsOf(id), count]))
    })
    return new Map(
      postIds.flatMap((id) => {
        const counts = values.get(reactionsOf(id))
        return counts ? [[id, counts] as const] : []
      }),
    )
  }

  taste(personId: string, deadline: Deadline): Promise<TagCount[]> {
    return this.posts.taste(personId, deadline)
  }

  own(personId: string, deadline: Deadline): Promise<Own> {
    return this.posts.own(personId, deadline)
  }

  /** A post, or what is shown with it, appeared, changed or went. */
  async forgetLists(): Promise<void> {
    await this.cache.purge(LISTS, CANDIDATES)
  }

  async forgetReactions(postId: string): Promise<void> {
    await this.cache.purge(reactionsOf(postId))
  }
}
