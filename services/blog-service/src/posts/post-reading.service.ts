import { Injectable } from '@nestjs/common'
import { type Caller, decodeCursor, Refusal, toPage } from '@quark/service-kit'
import { z } from 'zod'
import { AuthorsService } from '../authors/authors.service.js'
import { BlogsService } from '../blogs/blogs.service.js'
import { ReactionsRepository } from '../reactions/reactions.repository.js'
import type { Reactions } from '../reactions/reactions.schema.js'
import { SearchService } from '../search/search.service.js'
import { PostAddressesRepository } from './post-addresses.repository.js'
import { pathOf } from './post-events.rules.js'
import { type After, type PostFilter, PostViewsRepository } from './post-views.repository.js'
import { isVisibleTo } from './posts.rules.js'
import type { ListedPost, PostPage, PostQuery, PostSummary, PostView } from './posts.schema.js'

const CursorKey = z.tuple([z.iso.datetime(), z.uuid()])
const NO_REACTIONS: Reactions = { likes: 0, comments: 0, liked: false, bookmarked: false }

interface Listing {
  items: PostSummary[]
  nextCursor: string | null
}
const NOTHING: Listing = { items: [], nextCursor: null }

/** What people read. */
@Injectable()
export class PostReadingService {
  constructor(
    private readonly views: PostViewsRepository,
    private readonly addresses: PostAddressesRepository,
    private readonly authors: AuthorsService,
    private readonly blogs: BlogsService,
    private readonly search: SearchService,
    private readonly reactionsTo: ReactionsRepository,
  ) {}

  async read(id: string, callerId: string | undefined): Promise<PostView> {
    return visible(await this.views.find(id), callerId)
  }

  /**
   * @throws Refusal 301 with the member `path`, where readers find it, when the post has another address now; 410 when
   * readers could see one here and cannot any more; 404 when they never could
   */
  async readAt(blogSlug: string, slug: string, callerId: string | undefined): Promise<PostView> {
    const post = await this.views.findByAddress(blogSlug, slug)
    if (post && canSee(post, callerId)) return post
    const former = await this.addresses.find(blogSlug, slug)
    if (!former) throw Refusal.notFound('post')
    if (former.status !== 'published' || former.slug === null) throw Refusal.gone('post')
    const path = pathOf(blogSlug, former.slug)
    throw Refusal.moved('post', `/api/v1/blogs/${blogSlug}/posts/${former.slug}`, { path })
  }

  /** @throws Refusal 404 for a post that is not there for this caller */
  async assertReadable(id: string, callerId: string | undefined): Promise<void> {
    const post = await this.views.visibility(id)
    if (!post || !isVisibleTo(post, callerId)) throw Refusal.notFound('post')
  }

  /** @throws Refusal 404 for a post that is not there for this caller */
  async reactions(id: string, caller: Caller | undefined): Promise<Reactions> {
    await this.assertReadable(id, caller?.id)
    return (await this.reactionsTo.of([id], caller?.id ?? null)).get(id) ?? NO_REACTIONS
  }

  async list(query: PostQuery, caller: Caller | undefined): Promise<PostPage> {
    const { items, nextCursor } = await this.listing(query, caller)
    return { items: await this.withReactions(items, caller), nextCursor }
  }

  /** Those of these posts that the caller can read, in the order of the ids. */
  async listed(ids: readonly string[], caller: Caller): Promise<ListedPost[]> {
    const posts = await this.views.byIds(ids)
    const readable = posts.filter(({ status, author }) => isVisibleTo({ status, author_id: author.id }, caller.id))
    return this.withReactions(readable, caller)
  }

  private async withReactions(posts: PostSummary[], caller: Caller | undefined): Promise<ListedPost[]> {
    const reactions = await this.reactionsTo.of(
      posts.map(({ id }) => id),
      caller?.id ?? null,
    )
    return posts.map((post) => ({ ...post, reactions: reactions.get(post.id) ?? NO_REACTIONS }))
  }

  private async listing(query: PostQuery, caller: Caller | undefined): Promise<Listing> {
    const filter = await this.filterOf(query)
    if (query.status === 'draft') return this.drafts(query, filter, caller)
    if (!filter) return NOTHING
    if (query.q !== undefined) return this.matches(query.q, query, filter)
    const posts = await this.views.newest(filter, query.limit, afterOf(query.cursor))
    return pageOf(posts, query.limit, (post) => post.publishedAt ?? '')
  }

  private async matches(q: string, query: PostQuery, filter: PostFilter): Promise<Listing> {
    const { items, nextCursor } = await this.search.find(q, filter, query)
    return { items: await this.views.byIds(items), nextCursor }
  }

  private async drafts(query: PostQuery, filter: PostFilter | undefined, caller: Caller | undefined): Promise<Listing> {
    if (!caller) throw Refusal.unauthorized()
    if (query.q !== undefined) {
      const field = { field: 'q', code: 'not-combinable', message: 'searches published posts only' }
      throw Refusal.invalid('invalid-request', [field], 'Drafts cannot be searched.')
    }
    if (!filter || (filter.authorId && filter.authorId !== caller.id)) return NOTHING
    const posts = await this.views.drafts(caller.id, filter, query.limit, afterOf(query.cursor))
    return pageOf(posts, query.limit, (post) => post.updatedAt)
  }

  /** Undefined when it names a blog or a person that there is not: nothing can match. */
  async filterOf({ blog, author, tag }: Pick<PostQuery, 'blog' | 'author' | 'tag'>): Promise<PostFilter | undefined> {
    const blogId = blog === undefined ? undefined : await this.blogs.idOf(blog)
    const authorId = author === undefined ? undefined : await this.authors.idOf(author)
    if ((blog && !blogId) || (author && !authorId)) return undefined
    return { blogId, authorId, tag }
  }
}

function visible(post: PostView | undefined, callerId: string | undefined): PostView {
  if (!post || !canSee(post, callerId)) throw Refusal.notFound('post')
  return post
}

const canSee = ({ status, author }: PostView, callerId: string | undefined): boolean =>
  isVisibleTo({ status, author_id: author.id }, callerId)

function afterOf(cursor: string | undefined): After | undefined {
  if (!cursor) return undefined
  const [at, id] = decodeCursor(cursor, CursorKey)
  return { at, id }
}

const pageOf = (posts: PostSummary[], limit: number, time: (post: PostSummary) => string): Listing =>
  toPage(
    posts,
    limit,
    (post) => post,
    (post) => [time(post), post.id],
  )
