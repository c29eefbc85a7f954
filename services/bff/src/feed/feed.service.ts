import { Injectable } from '@nestjs/common'
import type { Caller } from '@quark/service-kit'
import type { Parts } from '../parts/parts.js'
import { PartsService } from '../parts/parts.service.js'
import type { Author } from '../people/people.schema.js'
import { PeopleService } from '../people/people.service.js'
import { cursorAfter, positionOf } from '../posts/paging.rules.js'
import type { PostCard } from '../posts/posts.schema.js'
import { PostsService } from '../posts/posts.service.js'
import {
  type FeedItem,
  type FeedPage,
  type FeedPart,
  type FeedQuery,
  LIST_OF,
  type Listed,
  type Reason,
} from './feed.schema.js'
import { ForYouService } from './for-you.service.js'

@Injectable()
export class FeedService {
  constructor(
    private readonly parts: PartsService,
    private readonly posts: PostsService,
    private readonly people: PeopleService,
    private readonly forYou: ForYouService,
  ) {}

  /** @throws Refusal 503 `blog-service-unavailable` when there is no list to be had */
  async read(query: FeedQuery, caller: Caller | undefined): Promise<FeedPage> {
    const parts = this.parts.begin<FeedPart>()
    const tab = caller ? (query.tab ?? (query.tag === undefined ? 'forYou' : 'newest')) : 'newest'
    const { posts, nextCursor, reasons } = await this.list(tab, query, caller, parts)
    const authorIds = [...new Set(posts.map(({ author }) => author.id))]
    const authors = await parts.beside(
      'authors',
      (deadline) => this.people.authors(authorIds, caller?.id, deadline),
      new Map<string, Author>(),
    )
    const items = posts.map((post) => itemOf(post, authors.get(post.author.id), reasons?.get(post.id)))
    return { tab, items, nextCursor, degraded: parts.degraded }
  }

  private list(
    tab: FeedPage['tab'],
    query: FeedQuery,
    caller: Caller | undefined,
    parts: Parts<FeedPart>,
  ): Promise<Listed> {
    if (!caller) return this.publicNewest(query, parts)
    if (tab === 'forYou') return this.forYou.list(query, caller.id, parts)
    return tab === 'following' ? this.following(query, caller.id, parts) : this.newest(query, caller.id, parts)
  }

  private async newest(
    { tag = '', limit, cursor }: FeedQuery,
    viewerId: string,
    parts: Parts<FeedPart>,
  ): Promise<Listed> {
    const page = { limit, after: positionOf(cursor) }
    const cards = await parts.list(LIST_OF, (deadline) => this.posts.newest(tag, page, viewerId, deadline))
    return { posts: cards.posts, nextCursor: cursorAfter(cards) }
  }

  /** From the cache, with counts of their own: they change more often than the list. */
  private async publicNewest({ tag = '', limit, cursor }: FeedQuery, parts: Parts<FeedPart>): Promise<Listed> {
    const page = { limit, after: positionOf(cursor) }
    const cards = await parts.list(LIST_OF, (deadline) => this.posts.publicNewest(tag, page, deadline))
    const ids = cards.posts.map(({ id }) => id)
    const counts = await parts.beside('reactions', (deadline) => this.posts.reactions(ids, deadline), new Map())
    const posts = cards.posts.map((post) => ({ ...post, reactions: counts.get(post.id) ?? post.reactions }))
    return { posts, nextCursor: cursorAfter(cards) }
  }

  /** Nothing, when it is not known whom the caller follows: other posts would pass for those. */
  private async following({ limit, cursor }: FeedQuery, viewerId: string, parts: Parts<FeedPart>): Promise<Listed> {
    const page = { limit, after: positionOf(cursor) }
    const followed = await parts.before('follows', (deadline) => this.people.followed(viewerId, deadline), [])
    if (followed.length === 0) return { posts: [], nextCursor: null }
    const cards = await parts.list(LIST_OF, (deadline) => this.posts.ofAuthors(followed, page, viewerId, deadline))
    return { posts: cards.posts, nextCursor: cursorAfter(cards) }
  }
}

const itemOf = (post: PostCard, author: Author = post.author, reasons: Reason[] = []): FeedItem => ({
  ...post,
  author,
  reasons,
})
