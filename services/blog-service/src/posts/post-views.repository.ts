import { Injectable } from '@nestjs/common'
import { Database } from '@quark/service-kit'
import type { BlogDB, Language, PostStatus } from '../db/schema.js'
import { trustedHtml } from './html.rules.js'
import type { PostSummary, PostView } from './posts.schema.js'

/** Which posts a list shows; all of what is given must hold. */
export interface PostFilter {
  blogId?: string
  authorId?: string
  tag?: string
}

/** Where a list goes on: after the row with this time and id. */
export interface After {
  at: string
  id: string
}

interface SummaryRow {
  id: string
  slug: string
  title: string
  excerpt: string
  tags: string[]
  status: PostStatus
  reading_minutes: number
  revision: number
  updated_at: Date
  published_at: Date | null
  blog_id: string
  blog_slug: string
  blog_title: string
  language: Language
  author_id: string
  username: string
  name: string
}

interface ViewRow extends SummaryRow {
  html: string
  html_policy: number
}

const COLUMNS = [
  'post.id',
  'post.slug',
  'post.title',
  'post.excerpt',
  'post.tags',
  'post.status',
  'post.reading_minutes',
  'post.revision',
  'post.updated_at',
  'post.published_at',
  'post.blog_id',
  'blog.slug as blog_slug',
  'blog.title as blog_title',
  'blog.language',
  'post.author_id',
  'author.username',
  'author.name',
] as const

/** Posts as people read them: with their blog and their author. */
@Injectable()
export class PostViewsRepository {
  constructor(private readonly db: Database<BlogDB>) {}

  /** The hot read: one prepared statement, one round trip. */
  async find(id: string): Promise<PostView | undefined> {
    const [row] = await this.db.sql<ViewRow[]>`
      select post.id, post.slug, post.title, post.html, post.html_policy, post.excerpt, post.tags, post.status,
        post.reading_minutes, post.revision, post.updated_at, post.published_at, post.blog_id, post.author_id,
        blog.slug as blog_slug, blog.title as blog_title, blog.language, author.username, author.name
      from post join blog on blog.id = post.blog_id join author on author.id = post.author_id
      where post.id = ${id}`
    return row && toView(row)
  }

  async findByAddress(blogSlug: string, slug: string): Promise<PostView | undefined> {
    const row = await this.joined()
      .select([...COLUMNS, 'post.html', 'post.html_policy'])
      .where('blog.slug', '=', blogSlug)
      .where('post.slug', '=', slug)
      .executeTakeFirst()
    return row && toView(row)
  }

  /** Published posts, the newest first, `limit + 1` of them. */
  async newest({ blogId, authorId, tag }: PostFilter, limit: number, after?: After): Promise<PostSummary[]> {
    let query = this.joined()
      .select(COLUMNS)
      .where('post.status', '=', 'published')
      .orderBy('post.published_at', 'desc')
      .orderBy('post.id', 'desc')
      .limit(limit + 1)
    if (blogId) query = query.where('post.blog_id', '=', blogId)
    if (authorId) query = query.where('post.author_id', '=', authorId)
    if (tag) query = query.where('post.tags', '@>', [tag])
    if (after) {
      query = query.where((where) =>
        where(where.refTuple('post.published_at', 'post.id'), '<', where.tuple(new Date(after.at), after.id)),
      )
    }
    return (await query.execute()).map(toSummary)
  }

  /** A person's drafts, the last changed first, `limit + 1` of them. */
  async drafts(authorId: string, { blogId, tag }: PostFilter, limit: number, after?: After): Promise<PostSummary[]> {
    let query = this.joined()
      .select(COLUMNS)
      .where('post.status', '=', 'draft')
      .where('post.author_id', '=', authorId)
      .orderBy('post.updated_at', 'desc')
      .orderBy('post.id', 'desc')
      .limit(limit + 1)
    if (blogId) query = query.where('post.blog_id', '=', blogId)
    if (tag) query = query.where('post.tags', '@>', [tag])
    if (after) {
      query = query.where((where) =>
        where(where.refTuple('post.updated_at', 'post.id'), '<', where.tuple(new Date(after.at), after.id)),
      )
    }
    return (await query.execute()).map(toSummary)
  }

  /** The posts of these ids, in the order of the ids. */
  async byIds(ids: readonly string[]): Promise<PostSummary[]> {
    if (ids.length === 0) return []
    const rows = await this.joined().select(COLUMNS).where('post.id', 'in', ids).execute()
    const found = new Map(rows.map((row) => [row.id, toSummary(row)]))
    return ids.flatMap((id) => found.get(id) ?? [])
  }

  private joined() {
    return this.db.read
      .selectFrom('post')
      .innerJoin('blog', 'blog.id', 'post.blog_id')
      .innerJoin('author', 'author.id', 'post.author_id')
  }
}

const toSummary = (row: SummaryRow): PostSummary => ({
  id: row.id,
  blog: { id: row.blog_id, slug: row.blog_slug, title: row.blog_title, language: row.language },
  slug: row.slug,
  title: row.title,
  excerpt: row.excerpt,
  tags: row.tags,
  status: row.status,
  author: { id: row.author_id, username: row.username, name: row.name },
  cover: null,
  publishedAt: row.published_at?.toISOString() ?? null,
  updatedAt: row.updated_at.toISOString(),
  readingMinutes: row.reading_minutes,
  revision: row.revision,
})

const toView = (row: ViewRow): PostView => ({ ...toSummary(row), html: trustedHtml(row.html, row.html_policy) })
